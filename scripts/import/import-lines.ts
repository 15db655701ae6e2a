import { BatchIds, digestOf } from './batch-ids';
import { LineWindow } from './line-window';
import { ImportError, type Answer, type Batch, type OtherLines } from './post-calls';
import type { Line } from './read-lines';
import { toRow, type ImportRow, type LineProblem } from './to-row';

/** What became of the lines of one block. */
export interface Outcome {
  lines: readonly Line[];
  answer: Answer;
  /** Of lines that are no calls, by their place in the block; the server saw nothing in their place. */
  problems: ReadonlyMap<number, LineProblem>;
}

export interface ImportJob {
  lines: AsyncIterator<Line[]>;
  /** Slug of the environment that the calls go into. */
  environment: string;
  /** Null when that is the key's own. */
  rowEnvironment: string | null;
  post(batch: Batch): Promise<Answer | OtherLines>;
  onBlock(outcome: Outcome): void;
}

/** By how many of its first lines a block is named: by more when another file shares the fewer. */
const HEADS = [1, 8, 64, 512, Number.POSITIVE_INFINITY];

interface Block {
  lines: readonly Line[];
  rows: readonly (ImportRow | null)[];
}

const batchOf = ({ lines, rows }: Block, key: string): Batch => ({
  key,
  digest: digestOf(lines),
  body: JSON.stringify({ calls: rows }),
});

const part = ({ lines, rows }: Block, length: number): Block => ({
  lines: lines.slice(0, length),
  rows: rows.slice(0, length),
});

/**
 * Sends a block; gives how many of its lines are dealt with. When the server has fewer lines under the block's id, and they
 * are the first ones of this block, the file has grown since: the rest is a block of its own.
 */
async function sendBlock(job: ImportJob, ids: BatchIds, block: Block): Promise<{ taken: number; answer: Answer }> {
  for (const head of HEADS) {
    const key = ids.idOf(block.lines, head);
    const answer = await job.post(batchOf(block, key));
    if ('accepted' in answer) return { taken: block.lines.length, answer };
    const { storedCalls } = answer;
    if (storedCalls === 0 || storedCalls >= block.lines.length) continue;
    const earlier = await job.post(batchOf(part(block, storedCalls), key));
    if ('accepted' in earlier) return { taken: storedCalls, answer: earlier };
  }
  throw new ImportError(`the lines from ${block.lines[0]?.number} on cannot be named: their id stands for other lines`);
}

/** Imports the lines of one file, block by block, each answered before the next is sent. Throws an ImportError. */
export async function importLines(job: ImportJob): Promise<void> {
  const ids = new BatchIds(job.environment);
  const window = new LineWindow(job.lines);
  for (let lines = await window.peek(); lines.length > 0; lines = await window.peek()) {
    const problems = new Map<number, LineProblem>();
    const rows = lines.map((line, at) => {
      const read = toRow(line, job.rowEnvironment);
      if ('row' in read) return read.row;
      problems.set(at, read.problem);
      return null;
    });
    const nothing: Answer = { accepted: 0, rejected: [], duplicate: false };
    const { taken, answer } =
      problems.size === lines.length
        ? { taken: lines.length, answer: nothing }
        : await sendBlock(job, ids, { lines, rows });
    const done = lines.slice(0, taken);
    job.onBlock({ lines: done, answer, problems });
    ids.pass(done);
    window.drop(taken);
  }
}
