import type { Metadata } from 'next';
import { InvitationPage } from '../../../components/invitation/invitation-page';
import { PlainFrame } from '../../../components/frame/plain-frame';
import { getPageContext } from '../../../lib/http';

export const metadata: Metadata = { title: 'Invitation', referrer: 'no-referrer' };

export default async function Page() {
  const { me } = await getPageContext();
  return (
    <PlainFrame>
      <InvitationPage signedInAs={me?.user.email ?? null} />
    </PlainFrame>
  );
}
