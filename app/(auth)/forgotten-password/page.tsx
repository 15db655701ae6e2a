import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { ForgottenPasswordForm } from '../../../components/auth/forgotten-password-form';
import { PlainFrame } from '../../../components/frame/plain-frame';
import { TextLink } from '../../../components/ui/data/text-link';
import { PageTitle } from '../../../components/ui/layout/page-title';
import { getPageContext, getRuntime } from '../../../lib/http';

export const metadata: Metadata = { title: 'Forgotten password' };

const ADMIN_COMMAND = 'npm run admin -- reset-password';

export default async function Page() {
  const { needsSetup } = await getPageContext();
  if (needsSetup) redirect('/setup');
  const sendsMail = getRuntime().env.smtpUrl !== null;
  return (
    <PlainFrame>
      <PageTitle>Forgotten password</PageTitle>
      {sendsMail ? <ForgottenPasswordForm /> : <NoMail />}
      <p className="text-12">
        <TextLink href="/sign-in">Back to the sign-in</TextLink>
      </p>
    </PlainFrame>
  );
}

function NoMail() {
  return (
    <div className="grid gap-2 text-ink-2">
      <p>This server sends no mail, so it cannot send you a link.</p>
      <p>
        Whoever runs it sets a new password with <code className="font-mono text-12 text-ink">{ADMIN_COMMAND}</code>.
      </p>
    </div>
  );
}
