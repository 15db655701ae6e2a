import type { Metadata } from 'next';
import { PolicyPage } from '../../../../../../components/rate-limits/policy-page';
import { decodedSegment } from '../../../../../../lib/shared';

type PageProps = { params: Promise<{ policyId: string }> };

export const metadata: Metadata = { title: 'Policy' };

export default async function Page({ params }: PageProps) {
  const { policyId } = await params;
  return <PolicyPage policyId={decodedSegment(policyId)} />;
}
