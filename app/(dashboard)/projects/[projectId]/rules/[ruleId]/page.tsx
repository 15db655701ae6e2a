import type { Metadata } from 'next';
import { RulePage } from '../../../../../../components/rules/rule-page';
import { decodedSegment } from '../../../../../../lib/shared';

type PageProps = { params: Promise<{ ruleId: string }> };

export const metadata: Metadata = { title: 'Rule' };

export default async function Page({ params }: PageProps) {
  const { ruleId } = await params;
  return <RulePage ruleId={decodedSegment(ruleId)} />;
}
