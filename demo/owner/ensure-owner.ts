import type { Env } from '../../lib/env';
import { runThread } from '../run-thread';
import { readDemo, writeDemo, type Demo } from './demo-file';

const REFUSED = new Set([401, 403, 404]);

/** Whether its key and token still open the project: the data folder may have got another database, or the key an end. */
async function isKnown(demo: Demo, url: string): Promise<boolean> {
  const ask = async (path: string, secret: string): Promise<number> =>
    (await fetch(url + path, { headers: { authorization: `Bearer ${secret}` } })).status;
  const statuses = await Promise.all([
    ask('/api/v1/sdk/config', demo.ingestKey),
    ask(`/api/v1/projects/${demo.projectId}`, demo.apiToken),
  ]);
  return !statuses.some((status) => REFUSED.has(status));
}

/**
 * An owner who can sign in, with project, key and token; made once and kept in `file`, which only its user may read.
 * `url` is where this machine reaches the app.
 */
export async function ensureOwner(env: Env, { file, url }: { file: string; url: string }): Promise<Demo> {
  const kept = readDemo(file);
  if (kept && (await isKnown(kept, url))) {
    const demo = { ...kept, url: env.url };
    if (kept.url !== demo.url) writeDemo(file, demo);
    return demo;
  }
  await runThread('demo-owner.js', { data: file });
  const made = readDemo(file);
  if (!made) throw new Error(`${file} was not written`);
  return made;
}
