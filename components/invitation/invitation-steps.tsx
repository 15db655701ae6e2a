'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { acceptInvitation } from '../../lib/client';
import { formatDate, type InvitationView } from '../../lib/shared';
import { useSignOut } from '../account/use-sign-out';
import { SignInSteps } from '../auth/sign-in-steps';
import { FormRefusal } from '../forms/form-refusal';
import { useSubmission } from '../forms/use-submission';
import { ROLE_WORDS } from '../members/role-words';
import { Button } from '../ui/control/button';
import { PageTitle } from '../ui/layout/page-title';
import { JoinForm } from './join-form';

type StepsProps = { view: InvitationView; token: string; signedInAs: string | null };

/** Who invites to what, and the way in that fits: at once, by signing in, or with an account that is made here. */
export function InvitationSteps({ view, token, signedInAs }: StepsProps) {
  const { organization, role, invitedBy, email, expiresAt, hasAccount } = view;
  return (
    <div className="grid gap-4">
      <PageTitle>Join {organization}</PageTitle>
      <div className="grid gap-1 text-ink-2">
        <p>
          {invitedBy} invites <b className="font-medium text-ink">{email}</b> as {role}, until {formatDate(expiresAt)}.
        </p>
        <p className="text-12 text-ink-3">{ROLE_WORDS[role]}</p>
      </div>
      {signedInAs === null ? (
        <Outside view={view} token={token} />
      ) : (
        <Inside email={email} token={token} signedInAs={signedInAs} hasAccount={hasAccount} />
      )}
    </div>
  );
}

/** Goes on to the organization, whose projects the pages have to learn of. */
function useEnter(): () => void {
  const router = useRouter();
  const client = useQueryClient();
  return () => {
    client.clear();
    router.replace('/');
    router.refresh();
  };
}

type InsideProps = { email: string; token: string; signedInAs: string; hasAccount: boolean };

function Inside({ email, token, signedInAs, hasAccount }: InsideProps) {
  const enter = useEnter();
  const accept = useSubmission({ send: () => acceptInvitation({ token }), onDone: enter, leadsAway: true });
  const signOut = useMutation({ mutationFn: useSignOut({ stay: true }) });
  if (signedInAs !== email) {
    return (
      <div className="grid gap-3">
        <p>
          You are signed in as <b className="font-medium">{signedInAs}</b>, and the invitation is for another address.
          Sign out to {hasAccount ? 'sign in with that one' : 'make an account for it'}.
        </p>
        <FormRefusal message={signOut.error?.message} />
        <div className="flex">
          <Button size="touch" busy={signOut.isPending && 'Signing out…'} onClick={() => signOut.mutate()}>
            Sign out
          </Button>
        </div>
      </div>
    );
  }
  return (
    <div className="grid gap-3">
      <FormRefusal message={accept.error?.message} />
      <div className="flex">
        <Button kind="ink" size="touch" busy={accept.underWay && 'Joining…'} onClick={() => accept.submit()}>
          Join
        </Button>
      </div>
    </div>
  );
}

function Outside({ view, token }: { view: InvitationView; token: string }) {
  const enter = useEnter();
  const router = useRouter();
  if (!view.hasAccount) return <JoinForm token={token} email={view.email} onJoined={enter} />;
  return <SignInSteps email={view.email} onSignedIn={() => router.refresh()} />;
}
