import type { Metadata } from 'next';
import { ResetPassword } from '../../../components/auth/reset-password';
import { PlainFrame } from '../../../components/frame/plain-frame';
import { PageTitle } from '../../../components/ui/layout/page-title';

export const metadata: Metadata = { title: 'New password', referrer: 'no-referrer' };

export default function Page() {
  return (
    <PlainFrame>
      <PageTitle>Set a new password</PageTitle>
      <ResetPassword />
    </PlainFrame>
  );
}
