'use client';

import { useQuery } from '@tanstack/react-query';
import { openInvitation } from '../../lib/client';
import { AppError } from '../../lib/shared';
import { useLinkToken } from '../auth/use-link-token';
import { ButtonLink } from '../ui/control/button-link';
import { PageTitle } from '../ui/layout/page-title';
import { AsyncView } from '../ui/state/async-view';
import { ReadError } from '../failures/read-error';
import { SkeletonBlock } from '../ui/state/skeleton';
import { InvitationSteps } from './invitation-steps';

/** What the link of an invitation leads to. The secret is known in the browser alone. */
export function InvitationPage({ signedInAs }: { signedInAs: string | null }) {
  const token = useLinkToken();
  if (token === null) return <Waiting />;
  if (token === '') {
    return (
      <>
        <PageTitle>Invitation</PageTitle>
        <p className="text-ink-2">This page is opened by the link of an invitation. Open the link as a whole.</p>
      </>
    );
  }
  return <OpenInvitation key={token} token={token} signedInAs={signedInAs} />;
}

function Waiting() {
  return (
    <>
      <PageTitle>Invitation</PageTitle>
      <SkeletonBlock height={128} />
    </>
  );
}

const isOver = (error: Error): boolean => error instanceof AppError && error.code === 'forbidden';

function OpenInvitation({ token, signedInAs }: { token: string; signedInAs: string | null }) {
  const result = useQuery({
    queryKey: ['invitation', token],
    queryFn: () => openInvitation({ token }),
    refetchOnWindowFocus: false,
  });
  return (
    <AsyncView
      result={result}
      loading={<Waiting />}
      failing={(error, retry) =>
        isOver(error) ? <Over /> : <ReadError title="The invitation could not be read." onRetry={retry} error={error} />
      }
    >
      {(view) => <InvitationSteps view={view} token={token} signedInAs={signedInAs} />}
    </AsyncView>
  );
}

function Over() {
  return (
    <div className="grid gap-4">
      <PageTitle>This invitation is over</PageTitle>
      <p className="text-ink-2">
        It was used or revoked, or it is older than 7 d. Whoever sent it can send another one. If you have joined
        already, sign in.
      </p>
      <div className="flex">
        <ButtonLink href="/" size="touch">
          Go to Callwatch
        </ButtonLink>
      </div>
    </div>
  );
}
