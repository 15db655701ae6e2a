import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { StatusPage } from '../../../../components/status/status-page';
import { ownAccount } from '../../../own-project';

export const metadata: Metadata = { title: 'Status' };

export default async function Page() {
  const { me } = await ownAccount();
  if (!me.user.instanceAdmin) notFound();
  return <StatusPage />;
}
