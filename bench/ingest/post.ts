import { fork } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import type { PostOrder, PostResult } from './post-worker';

/** Posts batches from another process; the clock starts after their bodies were made. Throws when a post is refused. */
export async function postBatches(order: PostOrder): Promise<PostResult> {
  const child = fork(path.join(import.meta.dirname, 'post-worker.ts'), { execArgv: ['--import', 'tsx'] });
  child.send(order);
  await once(child, 'message');
  child.send('go');
  const [message] = (await once(child, 'message')) as [{ result: PostResult }];
  if (message.result.refused > 0) throw new Error(`${message.result.refused} posts were refused`);
  return message.result;
}
