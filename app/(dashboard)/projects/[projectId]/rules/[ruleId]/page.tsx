import type { Metadata } from 'next';
import { RulePage } from '../../../../../../components/rules/rule-page';

type PageProps = { params: Promise<{ ruleId: string }> };

export const metadata: Metadata = { title: 'Rule' };

export default async function Page({ params }: PageProps) {
  const { ruleId } = await params;
  return <RulePage ruleId={decodeURIComponent(ruleId)} />;
}
