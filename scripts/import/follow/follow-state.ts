import { createHash } from 'node:crypto';
import { readFileSync, renameSync, writeFileSync } from 'node:fs';

/** How far a file was sent. */
export interface SentFile {
  device: string;
  inode: string;
  /** Bytes of the file that were sent; they end with a line. */
  offset: number;
  /** Digest of the lines before. */
  place: string;
  /** Digest of the first bytes, and of how many. */
  head: string;
  headBytes: number;
}

/** How far a log was sent, and which file that was. */
export interface FollowState extends SentFile {
  /** Digest of key and environment that it was sent to. */
  target: string;
  /** Where its lines are said to come from; a part of their ids. */
  source: string;
  /** When the log had been written to, as was seen of a file under its name: what was rotated after that file is no older. */
  modifiedAtMs: number;
  /** Nothing more comes to the file: others took its place. */
  finished: boolean;
  /** Files that were sent to their end before, the last one first. */
  ended: readonly SentFile[];
}

const HEAD_BYTES = 1_024;

/** The first bytes of a file: a cheap look at whether it is another. */
export class Head {
  private bytes = Buffer.alloc(0);

  get length(): number {
    return this.bytes.length;
  }

  note(chunk: Buffer): void {
    if (this.length < HEAD_BYTES) this.bytes = Buffer.concat([this.bytes, chunk.subarray(0, HEAD_BYTES - this.length)]);
  }

  equals(bytes: Buffer): boolean {
    return this.bytes.equals(bytes);
  }

  digest(length: number): string {
    return createHash('sha256').update(this.bytes.subarray(0, length)).digest('hex');
  }
}

const VERSION = 2;
const SENT: Readonly<Record<keyof SentFile, string>> = {
  device: 'string',
  inode: 'string',
  offset: 'number',
  place: 'string',
  head: 'string',
  headBytes: 'number',
};
const STATE: Readonly<Record<Exclude<keyof FollowState, 'ended'>, string>> = {
  ...SENT,
  target: 'string',
  source: 'string',
  modifiedAtMs: 'number',
  finished: 'boolean',
};

function has(value: object, types: Readonly<Record<string, string>>): boolean {
  const fields = new Map<string, unknown>(Object.entries(value));
  return Object.entries(types).every(([name, type]) => typeof fields.get(name) === type);
}

const isSent = (value: unknown): boolean => typeof value === 'object' && value !== null && has(value, SENT);

function isState(value: unknown): value is FollowState & { version: number } {
  if (typeof value !== 'object' || value === null || !('version' in value) || value.version !== VERSION) return false;
  return has(value, STATE) && 'ended' in value && Array.isArray(value.ended) && value.ended.every(isSent);
}

/** The state that a file holds; null when there is none, or one that cannot be read: then all is sent again, and stored once. */
export function readState(path: string): FollowState | null {
  try {
    const value: unknown = JSON.parse(readFileSync(path, 'utf8'));
    if (!isState(value)) return null;
    const { version: _version, ...state } = value;
    return state;
  } catch {
    return null;
  }
}

/** Replaces the file as a whole, so that it never holds a half. */
export function writeState(path: string, state: FollowState): void {
  writeFileSync(`${path}.new`, `${JSON.stringify({ version: VERSION, ...state })}\n`);
  renameSync(`${path}.new`, path);
}
