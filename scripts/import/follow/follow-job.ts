import type { Outcome } from '../import-lines';
import type { Answer, Batch, OtherLines } from '../post-calls';
import type { LogOrigin } from '../read-options';
import type { Reading } from '../to-row';

export interface FollowJob {
  /** As the user wrote it. */
  name: string;
  /** Absolute. */
  log: string;
  statePath: string;
  /** Digest of what the lines are sent to; the position of another is none. */
  target: string;
  /** Slug of the environment that the calls go into. */
  environment: string;
  source: LogOrigin;
  reading: Reading;
  signal: AbortSignal;
  post(batch: Batch): Promise<Answer | OtherLines>;
  onBlock(file: string, outcome: Outcome): void;
  tell(text: string): void;
}
