import { createHash } from 'node:crypto';
import { Poster } from '../post-calls';
import type { ImportOptions } from '../read-options';
import type { Tally } from '../tally';
import { followLog } from './follow-log';

export interface FollowRun {
  tally: Tally;
  signal: AbortSignal;
}

/** Follows the log of the command line, and says what holds it up, once each time. */
export async function runFollow(options: ImportOptions, { tally, signal }: FollowRun): Promise<void> {
  const { url, key, environment, rowEnvironment, format, users, follow } = options;
  if (!follow) return;
  const tell = (text: string): void => console.error(`import: ${text}`);
  let waiting = false;
  const poster = new Poster({
    url,
    key,
    signal,
    patient: true,
    onWait(reason) {
      if (!waiting) tell(`waiting, the lines stay in the log: ${reason}`);
      waiting = true;
    },
  });
  await followLog({
    ...follow,
    target: createHash('sha256').update(`${environment} ${key}`).digest('hex'),
    environment,
    reading: { environment: rowEnvironment, format, users },
    signal,
    post: async (batch) => {
      const answer = await poster.post(batch);
      if (waiting) tell('sending again');
      waiting = false;
      return answer;
    },
    onBlock: (file, outcome) => tally.add(file, outcome),
    tell,
  });
}
