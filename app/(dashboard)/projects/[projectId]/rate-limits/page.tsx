import type { Metadata } from 'next';
import { RateLimitsPage } from '../../../../../components/rate-limits/rate-limits-page';

export const metadata: Metadata = { title: 'Rate limits' };

export default function Page() {
  return <RateLimitsPage />;
}
