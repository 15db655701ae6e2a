import type { Metadata } from 'next';
import { NewPolicyPage } from '../../../../../../components/rate-limits/new-policy-page';

export const metadata: Metadata = { title: 'New policy' };

export default function Page() {
  return <NewPolicyPage />;
}
