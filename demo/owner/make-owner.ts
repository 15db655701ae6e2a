import { randomBytes } from 'node:crypto';
import { workerData } from 'node:worker_threads';
import { z } from 'zod';
import { hashNewPassword } from '../../lib/auth';
import { readEnv, type Env } from '../../lib/env';
import { bootstrap } from '../../lib/projects';
import { connect, sealSecret } from '../../lib/storage';
import { readDemo, writeDemo, type Demo } from './demo-file';

const EMAIL = 'demo@callwatch.example';
const ORGANIZATION = 'shop';
const PROJECT = 'shop-api';

/** The same names again: the same user and project, with a new key and token. */
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
    const { projectId, ingestKey, apiToken } = made;
    return { url: env.url, email: EMAIL, password, projectId, ingestKey, apiToken };
  } finally {
    await storage.close();
  }
}

// A thread of its own, with the file as its data: database and accounts take half a second to load, which a start with an
// owner does without.
const file = z.string().parse(workerData);
const password = readDemo(file)?.password ?? randomBytes(12).toString('base64url');
writeDemo(file, await makeOwner(readEnv(), password));
