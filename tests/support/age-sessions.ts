import { Client } from 'pg';
import { readConnection } from '../../scripts/start/data-folder.mjs';

/** Lets the last proof of every session of an instance lie an hour back. */
export async function ageSessions(dataDir: string): Promise<void> {
  const client = new Client({ connectionString: readConnection(dataDir)?.ownerUrl });
  await client.connect();
  await client.query(`update session set "verifiedAt" = now() - interval '1 hour'`);
  await client.end();
}
