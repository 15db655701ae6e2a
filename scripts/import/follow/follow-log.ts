import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { BatchIds } from '../batch-ids';
import { importLines, type ImportJob, type Outcome } from '../import-lines';
import { ReadError } from '../open-log';
import { ImportError } from '../post-calls';
import type { Line } from '../read-lines';
import type { FollowJob } from './follow-job';
import { isGone, isUnreadable, messageOf } from './file-error';
import { readState, writeState, type FollowState, type SentFile } from './follow-state';
import { POLL_MS } from './growing-file';
import { isStill, LateLines, type Late } from './late-lines';
import { behindSent, openGrowing, openRotated, type LogSource } from './log-source';
import { rotatedFiles, type RotatedFile } from './rotated-files';

/** A source to be sent from where its lines stand. */
interface Part {
  source: LogSource;
  lines: AsyncIterator<Line[]>;
  ids: BatchIds;
}

const BATCH_LINES = 1_000;
const SEARCHES = 3;
/** So many files that were sent to their end are looked at again. */
const ENDED_FILES = 4;

const isSame = (file: { device: string; inode: string }, state: SentFile): boolean =>
  file.device === state.device && file.inode === state.inode;

/** Numbers of files are used again. */
const nameOf = ({ device, inode, modifiedAtMs }: RotatedFile): string => `${device} ${inode} ${modifiedAtMs}`;

class Follower {
  private state: FollowState | null;
  private saved = false;
  /** Rotated files that this run has sent; they may be as old as the next one to the tick. */
  private readonly begun = new Set<string>();
  /** Names of files that were told to be so. */
  private readonly unreadable = new Set<string>();
  private toldUnsaved = false;
  /** Of the lines that are sent; one that was told once goes on being theirs. */
  private readonly source: string;

  private readonly late: LateLines;

  constructor(private readonly job: FollowJob) {
    const state = readState(job.statePath);
    this.state = state && { ...state, ended: state.target === job.target ? state.ended : [] };
    this.source = job.source.told ? job.source.name : (state?.source ?? job.source.name);
    job.tell(`the lines are of the source "${this.source}"; import files of this log with --source of that name`);
    this.late = new LateLines({
      rotated: () => this.rotated(),
      open: (file) => this.openFile(file),
      newIds: () => this.newIds(),
      tell: job.tell,
      send: (late, sent) => this.sendLate(late, sent),
      forget: (sent) => this.replaceEnded(sent, null),
    });
  }

  /** Sends one file to its end: what was begun, then what was rotated away since, then the log itself. */
  async sendNext(): Promise<void> {
    const { source, lines, ids } = (await this.unfinished()) ?? (await this.rotatedSince()) ?? (await this.current());
    const { job } = this;
    const onBlock = (outcome: Outcome): void => {
      this.save(source, ids, outcome.lines.at(-1));
      job.onBlock(source.name, outcome);
    };
    try {
      await this.send({ lines: this.watched(lines), ids, onBlock });
      if (!source.file.cut) this.finish();
    } catch (error) {
      if (!(error instanceof ReadError)) throw error;
      job.tell(`${error.message}; going on without the rest of it`);
      this.finish();
    } finally {
      await source.close();
    }
  }

  private send(sending: Pick<ImportJob, 'lines' | 'ids' | 'onBlock'>): Promise<void> {
    const { reading, post } = this.job;
    return importLines({ ...sending, reading, blockLines: BATCH_LINES, post });
  }

  /** The lines; whenever there are no more for now, those that came late to files before go first. */
  private async *watched(lines: AsyncIterator<Line[]>): AsyncGenerator<Line[]> {
    for (let next = await lines.next(); next.done !== true; next = await lines.next()) {
      if (next.value.length === 0) await this.late.look(this.state?.ended ?? []);
      yield next.value;
    }
  }

  private sendLate({ source, lines, ids }: Late, sent: SentFile): Promise<void> {
    return this.send({
      lines,
      ids,
      onBlock: (outcome) => {
        const offset = outcome.lines.at(-1)?.endByte ?? sent.offset;
        this.replaceEnded(sent, { ...sent, offset, place: ids.place });
        this.job.onBlock(source.name, outcome);
      },
    });
  }

  private replaceEnded(sent: SentFile, by: SentFile | null): void {
    if (!this.state) return;
    const ended = this.state.ended.flatMap((one) => (!isSame(one, sent) ? one : (by ?? [])));
    this.write({ ...this.state, ended });
  }

  /** Was what the state tells of sent to another key or environment? Then it says only which file came last. */
  private isForeign(state: FollowState): boolean {
    return state.target !== this.job.target;
  }

  /** The file that was being sent, behind what was sent of it, by whatever name it has now. */
  private async unfinished(): Promise<Part | null> {
    const { state, job } = this;
    if (!state || (state.finished && (state.inode === '' || !this.isForeign(state)))) return null;
    if (state.offset === 0) {
      const renamed = (await this.rotated()).find((file) => isSame(file, state));
      return renamed ? this.begin(await this.openFile(renamed)) : null;
    }
    for (let tries = 0; tries < SEARCHES; tries += 1) {
      if (tries > 0) await pause(POLL_MS, undefined, { signal: job.signal }); // a rotation may be on its way
      const part = await this.search(state);
      if (part) return part;
    }
    job.tell(
      `what followed byte ${state.offset} of ${job.name} is in no file beside it; import the file that holds it ` +
        `with --source "${this.source}", and only what is missing will be stored`,
    );
    this.write({ ...state, target: job.target, inode: '', finished: true }); // its number may be another file's by now
    return null;
  }

  /** The file of the state: the log, one that was renamed, or a copy; known by its lines. */
  private async search(state: FollowState): Promise<Part | null> {
    const files = await this.rotated();
    const renamed = files.filter((file) => isSame(file, state));
    const others = files.filter((file) => !isSame(file, state)).toReversed(); // the newest is likeliest to be the copy
    for (const file of [null, ...renamed, ...others]) {
      if (file && file.sizeBytes < state.offset && !file.path.endsWith('.gz')) continue;
      const source = await this.openFile(file);
      const part = source && (await this.resume(source, state));
      if (!part || !this.isForeign(state)) {
        if (part) return part;
        continue;
      }
      await part.source.close();
      return this.begin(await this.openFile(file));
    }
    return null;
  }

  /** The oldest file that was written to after the one that was sent last. */
  private async rotatedSince(): Promise<Part | null> {
    const { state } = this;
    if (!state) return null;
    for (let next = await this.nextRotated(state); next; next = await this.nextRotated(state)) {
      const part = this.begin(await this.openFile(next));
      if (part) this.begun.add(nameOf(next));
      if (part) return part; // else it was renamed once more
    }
    return null;
  }

  /** What was written late to a file that was sent to its end makes it newer, yet not the next one. */
  private async nextRotated(state: FollowState): Promise<RotatedFile | null> {
    for (const file of await this.rotated()) {
      const isNew = file.modifiedAtMs >= state.modifiedAtMs && !this.begun.has(nameOf(file));
      if (!file.named || isSame(file, state) || !isNew) continue;
      const ended = this.state?.ended.find((one) => isSame(file, one));
      if (!ended || !(await isStill(file, ended))) return file;
    }
    return null;
  }

  private newIds(): BatchIds {
    return new BatchIds({ environment: this.job.environment, source: this.source });
  }

  private rotated(): Promise<RotatedFile[]> {
    return rotatedFiles(this.job.log, this.job.statePath);
  }

  /** The log itself, from its beginning; waits until there is one. */
  private async current(): Promise<Part> {
    for (let told = false; ; told = true) {
      const part = this.begin(await this.openFile(null));
      if (part) return part;
      if (!told) this.job.tell(`waiting for ${this.job.name}: there is no such file yet`);
      await pause(POLL_MS, undefined, { signal: this.job.signal });
    }
  }

  /** Opens a rotated file, or the log for null; null when it is not there any more. */
  private async openFile(file: RotatedFile | null): Promise<LogSource | null> {
    const { log, signal } = this.job;
    try {
      return await (file ? openRotated(file, log, signal) : openGrowing(log, log, signal));
    } catch (error) {
      if (isGone(error)) return null;
      if (file && isUnreadable(error)) return this.passOver(file, error);
      throw new ImportError(messageOf(error));
    }
  }

  /** Files beside the log may be anybody's. */
  private passOver(file: RotatedFile, error: unknown): null {
    const name = path.basename(file.path);
    if (!this.unreadable.has(name)) this.job.tell(`${name} is passed over: ${messageOf(error)}`);
    this.unreadable.add(name);
    this.begun.add(nameOf(file));
    return null;
  }

  private async resume(source: LogSource, state: FollowState): Promise<Part | null> {
    const ids = this.newIds();
    const lines = await behindSent(source, state, ids).catch((error: unknown) => {
      if (error instanceof ReadError) return null; // a damaged file is not the one
      throw error;
    });
    if (!lines) {
      await source.close();
      return null;
    }
    if (this.isForeign(state)) return { source, lines, ids };
    this.job.tell(`following ${source.name} from byte ${state.offset} on`);
    this.write({ ...state, device: source.file.device, inode: source.file.inode });
    return { source, lines, ids };
  }

  private begin(source: LogSource | null): Part | null {
    if (!source) return null;
    const ids = this.newIds();
    this.job.tell(`following ${source.name} from its beginning`);
    this.save(source, ids, undefined);
    return { source, lines: source.lines, ids };
  }

  /** Remembers how far a file was sent: behind a line, or nowhere yet. A line without an end is the end of its file. */
  private save({ file }: LogSource, ids: BatchIds, last: Line | undefined): void {
    const offset = last?.endByte ?? 0;
    const headBytes = Math.min(offset, file.head.length);
    this.write({
      target: this.job.target,
      source: this.source,
      device: file.device,
      inode: file.inode,
      offset,
      place: ids.place,
      head: file.head.digest(headBytes),
      headBytes,
      modifiedAtMs: file.modifiedAtMs,
      finished: last?.ended === false,
      ended: this.state?.ended ?? [],
    });
  }

  private finish(): void {
    const { state } = this;
    if (!state) return;
    const { device, inode, offset, place, head, headBytes } = state;
    const before = state.ended.filter((one) => !isSame(one, state));
    const ended = [{ device, inode, offset, place, head, headBytes }, ...before].slice(0, ENDED_FILES);
    this.write({ ...state, finished: true, ended });
  }

  private write(state: FollowState): void {
    this.state = state;
    const { statePath } = this.job;
    try {
      writeState(statePath, state);
      this.saved = true;
    } catch (error) {
      const reason = `the position cannot be kept in ${statePath}: ${messageOf(error)}`;
      if (!this.saved) throw new ImportError(`${reason}; name another place with --state`);
      if (!this.toldUnsaved) this.job.tell(`${reason}; going on, a restart sends the lines again and stores them once`);
      this.toldUnsaved = true;
    }
  }
}

/** Sends the lines of a log as they come, over rotations, until the signal ends it with an AbortError. Throws an ImportError. */
export async function followLog(job: FollowJob): Promise<never> {
  const follower = new Follower(job);
  for (;;) await follower.sendNext();
}
