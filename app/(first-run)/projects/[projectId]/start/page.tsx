import type { Metadata } from 'next';
import { StartView } from '../../../../../components/first-run/start-view';
import { getRuntime } from '../../../../../lib/http';
import { ownProject } from '../../../../own-project';

export const metadata: Metadata = { title: 'First call' };

type PageProps = { params: Promise<{ projectId: string }> };

export default async function Page({ params }: PageProps) {
  const own = await ownProject(params);
  return <StartView {...own} openedAtMs={getRuntime().now().getTime()} />;
}
