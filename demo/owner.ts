import { randomBytes } from 'node:crypto';
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { z } from 'zod';
import { hashNewPassword } from '../lib/auth';
import type { Env } from '../lib/env';
import { bootstrap } from '../lib/projects';
import { connect, sealSecret } from '../lib/storage';

const demoFile = z.object({
  url: z.string(),
  email: z.string(),
  password: z.string(),
  projectId: z.number(),
  ingestKey: z.string(),
  apiToken: z.string(),
});
export type Demo = z.infer<typeof demoFile>;

const EMAIL = 'demo@callwatch.example';
const ORGANIZATION = 'shop';
const PROJECT = 'shop-api';

function readDemo(file: string): Demo | null {
  try {
    return demoFile.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw new Error(`${file} cannot be read; remove it to make a new one: ${String(error)}`, { cause: error });
  }
}

function writeDemo(file: string, demo: Demo): void {
  writeFileSync(`${file}.new`, `${JSON.stringify(demo, null, 2)}\n`, { mode: 0o600 });
  renameSync(`${file}.new`, file);
}

async function makeOwner(env: Env, password: string): Promise<Demo> {
  const storage = connect({
    url: env.databaseUrl,
    max: 2,
    applicationName: 'callwatch demo',
    onIdleError: (error) => console.error(`demo: ${error.message}`),
  });
  try {
    const deps = {
      storage,
      now: () => new Date(),
      seal: (bytes: Uint8Array) => sealSecret(env.secret, bytes),
      hashPassword: hashNewPassword,
    };
    const made = await bootstrap(deps, { email: EMAIL, password, organization: ORGANIZATION, project: PROJECT });
    return {
      url: env.url,
      email: EMAIL,
      password,
      projectId: made.projectId,
      ingestKey: made.ingestKey,
      apiToken: made.apiToken,
    };
  } finally {
    await storage.close();
  }
}

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
  const known = kept && (await isKnown(kept, url)) ? kept : null;
  const password = kept?.password ?? randomBytes(12).toString('base64url');
  const demo = known ? { ...known, url: env.url } : await makeOwner(env, password);
  if (known?.url !== demo.url) writeDemo(file, demo);
  return demo;
}
