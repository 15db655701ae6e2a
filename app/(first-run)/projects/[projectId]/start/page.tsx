import type { Metadata } from 'next';
import { StartView } from '../../../../../components/first-run/start-view';
import { getRuntime } from '../../../../../lib/http';
import type { RuntimeEnv } from '../../../../../lib/http';
import { ownProject } from '../../../../own-project';

export const metadata: Metadata = { title: 'First call' };

type PageProps = { params: Promise<{ projectId: string }> };

export default async function Page({ params }: PageProps) {
  const own = await ownProject(params);
  const { env, now } = getRuntime();
  return <StartView {...own} openedAtMs={now().getTime()} clone={cloneOf(env)} />;
}

const LOOPBACK = ['localhost', '127.0.0.1', '[::1]'];

/** The folder of a Callwatch that `npm start` runs where its pages are opened; null of one that runs elsewhere. */
const cloneOf = ({ databaseDir, url }: RuntimeEnv): string | null =>
  databaseDir !== null && LOOPBACK.includes(new URL(url).hostname) ? process.cwd() : null;
