import { readFileSync, writeFileSync } from 'node:fs';
import { z } from 'zod';
import type { DemoApi } from './api';

const kept = z.object({ id: z.string(), url: z.string(), secret: z.string() });
const created = z.object({ id: z.string(), secret: z.string() });
const listed = z.object({ channels: z.array(z.object({ id: z.string(), target: z.string() })) });

function readKept(file: string): z.infer<typeof kept> | null {
  try {
    return kept.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw new Error(`${file} cannot be read: ${String(error)}`, { cause: error });
  }
}

/** The demo's webhook channel, made once; its secret is kept in `file`, since it is shown only at its creation. */
export async function ensureWebhookChannel(
  api: DemoApi,
  { file, url }: { file: string; url: string },
): Promise<string> {
  const { channels } = listed.parse(await api.get('channels'));
  const known = readKept(file);
  if (known && known.url === url && channels.some((channel) => channel.id === known.id)) return known.secret;
  for (const old of channels.filter((channel) => channel.id === known?.id || channel.target === url))
    await api.send('DELETE', `channels/${old.id}`);
  const { id, secret } = created.parse(
    await api.send('POST', 'channels', { kind: 'webhook', url, name: 'Demo receiver' }),
  );
  writeFileSync(file, JSON.stringify({ id, url, secret }), { mode: 0o600 });
  return secret;
}
