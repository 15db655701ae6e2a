import path from 'node:path';
import { ImportError } from '../post-calls';
import { isGone, isUnreadable, messageOf } from './file-error';
import type { FollowJob } from './follow-job';
import type { FollowState } from './follow-state';
import { isStill } from './late-lines';
import { openGrowing, openRotated, type LogSource } from './log-source';
import { isSame, nextOf, rotatedFiles, settledFiles, unclear, type RotatedFile } from './rotated-files';

const OLDER = 'by the time it was written to it is older than what was followed, and its name does not tell';

/** Numbers of files are used again. */
const nameOf = ({ device, inode, modifiedAtMs }: RotatedFile): string => `${device} ${inode} ${modifiedAtMs}`;

async function isSent(file: RotatedFile, state: FollowState): Promise<boolean> {
  const sent = [state, ...state.ended].find((one) => isSame(file, one));
  return sent !== undefined && isStill(file, sent);
}

/** A followed log and the files beside it: which of them comes next, and how they are opened. */
export class LogFiles {
  /** Rotated files that this run has begun with. */
  private readonly begun = new Set<string>();
  private readonly unreadable = new Set<string>();
  /** Names of files that were told to be passed over. */
  private readonly told = new Set<string>();

  constructor(private readonly job: Pick<FollowJob, 'log' | 'statePath' | 'signal' | 'tell'>) {}

  rotated(): Promise<RotatedFile[]> {
    return rotatedFiles(this.job.log, this.job.statePath);
  }

  begins(file: RotatedFile): void {
    this.begun.add(nameOf(file));
  }

  /** The next rotated file of which nothing was sent; null when all that follows is in the log itself. */
  async next(state: FollowState): Promise<RotatedFile | null> {
    const sent: RotatedFile[] = [];
    const unsent: RotatedFile[] = [];
    for (const file of await settledFiles(this.job.log, this.job.statePath)) {
      const isBegun = !state.finished && state.offset === 0 && isSame(file, state); // by whatever name
      if ((file.counter === null && !isBegun) || this.unreadable.has(nameOf(file))) continue;
      const list = this.begun.has(nameOf(file)) || (await isSent(file, state)) ? sent : unsent;
      list.push(file);
    }
    const next = nextOf(unsent, { sent, sinceMs: state.modifiedAtMs });
    if (!next) for (const file of unclear(unsent, sent)) this.tellOnce(file, OLDER);
    return next;
  }

  /** Opens a rotated file, or the log for null; null when it is not there any more, or may not be read. */
  async open(file: RotatedFile | null): Promise<LogSource | null> {
    const { log, signal } = this.job;
    try {
      if (!file) return await openGrowing(log, log, signal);
      const source = await openRotated(file, log, signal);
      if (isSame(source.file, file)) return source;
      await source.close(); // renamed since, and another has its name
      return null;
    } catch (error) {
      if (isGone(error)) return null;
      if (file && isUnreadable(error)) return this.passOver(file, error);
      throw new ImportError(messageOf(error));
    }
  }

  /** Files beside the log may be anybody's. */
  private passOver(file: RotatedFile, error: unknown): null {
    this.tellOnce(file, messageOf(error));
    this.unreadable.add(nameOf(file));
    return null;
  }

  private tellOnce(file: RotatedFile, reason: string): void {
    const name = path.basename(file.path);
    if (!this.told.has(name)) this.job.tell(`${name} is passed over: ${reason}`);
    this.told.add(name);
  }
}
