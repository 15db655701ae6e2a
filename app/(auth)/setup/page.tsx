import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { SetUpForm } from '../../../components/auth/set-up-form';
import { PlainFrame } from '../../../components/frame/plain-frame';
import { PageTitle } from '../../../components/ui/layout/page-title';
import { getPageContext, getRuntime } from '../../../lib/http';
import { isSetupLink } from '../../../lib/projects';

// The address holds the set-up token: it leaves this page in no Referer.
export const metadata: Metadata = { title: 'Set up', referrer: 'no-referrer' };

type PageProps = { searchParams: Promise<{ token?: string | string[] }> };

export default async function Page({ searchParams }: PageProps) {
  const { me, needsSetup } = await getPageContext();
  if (!needsSetup) redirect(me ? '/' : '/sign-in');
  const { token } = await searchParams;
  if (typeof token !== 'string' || token === '') return <LinkNeeded />;
  if (!(await isSetupLink(getRuntime().storage, token))) return <LinkNeeded wrong />;
  return (
    <PlainFrame>
      <PageTitle below="Your account owns this instance. Everything stays on this server.">Set up Callwatch</PageTitle>
      <SetUpForm token={token} />
    </PlainFrame>
  );
}

function LinkNeeded({ wrong = false }: { wrong?: boolean }) {
  return (
    <PlainFrame>
      <PageTitle>Set up Callwatch</PageTitle>
      <div className="grid gap-2 text-ink-2">
        {wrong ? <p className="text-ink">This set-up link is not valid, or not any more.</p> : null}
        <p>
          Nobody owns this instance yet. It is set up by a link that only the terminal of the server shows, so that no
          stranger can be first.
        </p>
        <p>
          Look for the line <code className="font-mono text-12 text-ink">set up: …/setup?token=…</code> where{' '}
          <code className="font-mono text-12 text-ink">npm start</code> runs. Each start prints a new link, and the one
          before ends.
        </p>
      </div>
    </PlainFrame>
  );
}
