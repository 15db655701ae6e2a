import { z } from 'zod';
import type { DemoApi } from '../api';
import { writeDemo, type Demo } from './demo-file';

/** The shop's other environment. */
export const STAGING = 'staging';

const project = z.object({ environments: z.array(z.object({ slug: z.string() })) });
const created = z.object({ key: z.string() });

async function isTaken(url: string, key: string): Promise<boolean> {
  const { status } = await fetch(`${url}/api/v1/sdk/config`, { headers: { authorization: `Bearer ${key}` } });
  return status !== 401;
}

/** The ingest key of the staging environment; both are made once, and the key is kept in `file` beside the others. */
export async function ensureStaging(
  api: DemoApi,
  demo: Demo,
  { file, url }: { file: string; url: string },
): Promise<string> {
  if (demo.stagingKey && (await isTaken(url, demo.stagingKey))) return demo.stagingKey;
  const { environments } = project.parse(await api.get(''));
  if (!environments.some(({ slug }) => slug === STAGING)) await api.send('POST', 'environments', { slug: STAGING });
  const { key } = created.parse(await api.send('POST', 'keys', { name: 'Staging', environment: STAGING }));
  writeDemo(file, { ...demo, stagingKey: key });
  return key;
}
