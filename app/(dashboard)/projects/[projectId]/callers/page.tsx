import type { Metadata } from 'next';
import { CallersPage } from '../../../../../components/callers/callers-page';

export const metadata: Metadata = { title: 'Callers' };

export default function Page() {
  return <CallersPage />;
}
