import { fork } from 'node:child_process';
import path from 'node:path';
import { nextMessage } from '../support/next-message';
import type { PostOrder, PostResult } from './post-worker';

/**
 * Posts batches from another process; `before` runs when their bodies are made, then the clock starts. Throws when a post is
 * refused.
 */
export async function postBatches(
  order: PostOrder,
  before = (): Promise<void> => Promise.resolve(),
): Promise<PostResult> {
  const child = fork(path.join(import.meta.dirname, 'post-worker.ts'), { execArgv: ['--import', 'tsx'] });
  child.send(order);
  await nextMessage(child);
  await before();
  child.send('go');
  const message = (await nextMessage(child)) as { result: PostResult };
  if (message.result.refused > 0) throw new Error(`${message.result.refused} posts were refused`);
  return message.result;
}
