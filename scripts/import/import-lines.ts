import { digestOf, type BatchIds } from './batch-ids';
import { BLOCK_LINES, LineWindow } from './line-window';
import { ImportError, type Answer, type Batch, type OtherLines } from './post-calls';
import type { Line } from './read-lines';
import { toRow, type Reading, type RowOrProblem } from './to-row';

/** What became of the lines of one block. */
export interface Outcome {
  lines: readonly Line[];
  /** What each line was read as; the server saw nothing in the place of one that is no call. */
  read: readonly RowOrProblem[];
  answer: Answer;
}

export interface ImportJob {
  lines: AsyncIterator<Line[]>;
  /** Stands where the lines begin. */
  ids: BatchIds;
  reading: Reading;
  /** Lines of a block at most; 5,000 when left out. */
  blockLines?: number;
  post(batch: Batch): Promise<Answer | OtherLines>;
  /** Told when a block is dealt with; the ids stand behind it. */
  onBlock(outcome: Outcome): void;
}

/**
 * By how many of its first lines a block is named: by more when another file shares the fewer. Never by more than it has: it
 * keeps its name when lines are added behind.
 */
const HEADS = [
  1, 2, 3, 4, 5, 6, 7, 8, 10, 12, 14, 16, 20, 24, 28, 32, 48, 64, 96, 128, 192, 256, 512, 1_024, 2_048, 4_096,
];
const NOTHING: Answer = { accepted: 0, rejected: [], duplicate: false };

interface Block {
  lines: readonly Line[];
  read: readonly RowOrProblem[];
}

const blockOf = (lines: readonly Line[], reading: Reading): Block => ({
  lines,
  read: lines.map((line) => toRow(line, reading)),
});

const batchOf = ({ lines, read }: Block, key: string): Batch => ({
  key,
  digest: digestOf(lines),
  body: JSON.stringify({ calls: read.map((one) => ('row' in one ? one.row : null)) }),
});

/** So many lines from the beginning of the block on, of those behind it too; null when there are not as many. */
async function resized(block: Block, count: number, { window, job }: Sending): Promise<Block | null> {
  if (count < block.lines.length) return { lines: block.lines.slice(0, count), read: block.read.slice(0, count) };
  const lines = await window.peekExactly(count);
  return lines && blockOf(lines, job.reading);
}

/** The lines before the first call are not sent, so that a block begins at the same line however such lines came. */
function unsent({ lines, read }: Block, firstCall: number): Outcome {
  const end = firstCall < 0 ? lines.length : firstCall;
  return { lines: lines.slice(0, end), read: read.slice(0, end), answer: NOTHING };
}

interface Sending {
  job: ImportJob;
  window: LineWindow;
}

/**
 * Sends a block; gives what of it is dealt with. When the server has other lines under the block's id, they may be fewer or
 * more of the same ones: the file has grown since, or was sent in blocks of another size.
 */
async function sendBlock(block: Block, sending: Sending): Promise<Outcome> {
  const { post, ids } = sending.job;
  const heads = HEADS.filter((head) => head <= block.lines.length);
  for (const head of [...heads, null]) {
    const key = ids.idOf(block.lines, head);
    const answer = await post(batchOf(block, key));
    if ('accepted' in answer) return { ...block, answer };
    const { storedCalls } = answer;
    if (storedCalls === 0 || storedCalls === block.lines.length) continue;
    const stored = await resized(block, storedCalls, sending);
    const earlier = stored && (await post(batchOf(stored, key)));
    if (stored && earlier && 'accepted' in earlier) return { ...stored, answer: earlier };
  }
  throw new ImportError(`the lines from ${block.lines[0]?.number} on cannot be named: their id stands for other lines`);
}

/** Imports the lines of one file, block by block, each answered before the next is sent. Throws an ImportError. */
export async function importLines(job: ImportJob): Promise<void> {
  const window = new LineWindow(job.lines, job.blockLines ?? BLOCK_LINES);
  for (let lines = await window.peek(); lines.length > 0; lines = await window.peek()) {
    const block = blockOf(lines, job.reading);
    const firstCall = block.read.findIndex((one) => 'row' in one);
    const outcome = firstCall === 0 ? await sendBlock(block, { job, window }) : unsent(block, firstCall);
    job.ids.pass(outcome.lines);
    window.drop(outcome.lines.length);
    job.onBlock(outcome);
  }
}
