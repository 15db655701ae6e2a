import { createHash } from 'node:crypto';
import type { Line } from './read-lines';

const NEWLINE = Buffer.from('\n');

/** SHA-256 of lines, in hexadecimal digits. */
export function digestOf(lines: readonly Line[]): string {
  const hash = createHash('sha256');
  for (const { bytes } of lines) hash.update(bytes).update(NEWLINE);
  return hash.digest('hex');
}

/** What lines are sent to, and where they come from. */
interface Origin {
  /** Slug of the environment. */
  environment: string;
  /** Tells logs of the same text apart, such as those of two hosts; empty for a file that is the same one everywhere. */
  source: string;
}

/**
 * Names the blocks of one file by origin, content and place: all that stands before a block and the block's own first lines. How
 * far a block reaches has no part in its name, so the rest of a file keeps it when lines are added behind.
 */
export class BatchIds {
  private readonly before = createHash('sha256');

  constructor(private readonly origin: Origin) {}

  /** Digest of all lines passed, in hexadecimal digits. */
  get place(): string {
    return this.before.copy().digest('hex');
  }

  /** The id of the block that begins with these lines, by so many of them; by all of them and their end for null. */
  idOf(block: readonly Line[], head: number | null): string {
    const { environment, source } = this.origin;
    const lines = head === null ? `${digestOf(block)} whole` : digestOf(block.slice(0, head));
    const text = `${environment} ${JSON.stringify(source)} ${this.place} ${lines}`;
    return `import-${createHash('sha256').update(text).digest('hex')}`;
  }

  /** Moves on behind these lines. */
  pass(lines: readonly Line[]): void {
    for (const { bytes } of lines) this.before.update(bytes).update(NEWLINE);
  }
}
