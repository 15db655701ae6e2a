import { setTimeout as pause } from 'node:timers/promises';
import { BatchIds } from '../batch-ids';
import { importLines, type ImportJob, type Outcome } from '../import-lines';
import { ReadError } from '../open-log';
import { ImportError } from '../post-calls';
import type { Line } from '../read-lines';
import type { FollowJob } from './follow-job';
import { messageOf } from './file-error';
import { readState, writeState, type FollowState, type SentFile } from './follow-state';
import { POLL_MS } from './growing-file';
import { LateLines, type Late } from './late-lines';
import { LogFiles } from './log-files';
import { behindSent, type LogSource } from './log-source';
import { isSame, type RotatedFile } from './rotated-files';
import { GZIP } from './rotation-names';

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

class Follower {
  private state: FollowState | null;
  private saved = false;
  private toldUnsaved = false;
  /** Of the lines that are sent; one that was told once goes on being theirs. */
  private readonly source: string;

  private readonly files: LogFiles;
  private readonly late: LateLines;

  constructor(private readonly job: FollowJob) {
    this.files = new LogFiles(job);
    const state = readState(job.statePath);
    this.state = state && { ...state, ended: state.target === job.target ? state.ended : [] };
    this.source = job.source.told ? job.source.name : (state?.source ?? job.source.name);
    job.tell(`the lines are of the source "${this.source}"; import files of this log with --source of that name`);
    this.late = new LateLines({
      rotated: () => this.files.rotated(),
      open: (file) => this.files.open(file),
      newIds: () => this.newIds(),
      tell: job.tell,
      send: (late, sent) => this.sendLate(late, sent),
      forget: (sent) => this.replaceEnded(sent, null),
    });
  }

  /** Sends one file to its end: what was begun, then what was rotated away since, then the log itself. */
  async sendNext(): Promise<void> {
    const { source, lines, ids } = (await this.unfinished()) ?? (await this.following());
    const { job } = this;
    const onBlock = (outcome: Outcome): void => {
      this.save(source, ids, outcome.lines.at(-1));
      job.onBlock(source.name, outcome);
    };
    try {
      await this.send({ lines: this.watched(lines), ids, onBlock });
      if (!source.file.cut) this.finish(source);
    } catch (error) {
      if (!(error instanceof ReadError)) throw error;
      job.tell(`${error.message}; going on without the rest of it`);
      this.finish(source);
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
    if (!state || state.offset === 0 || (state.finished && (state.inode === '' || !this.isForeign(state)))) return null;
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
    const files = await this.files.rotated();
    const renamed = files.filter((file) => isSame(file, state));
    const others = files.filter((file) => !isSame(file, state)).toReversed(); // the newest is likeliest to be the copy
    for (const file of [null, ...renamed, ...others]) {
      if (file && file.sizeBytes < state.offset && !GZIP.test(file.path)) continue;
      const source = await this.files.open(file);
      const part = source && (await this.resume(source, state));
      if (!part || !this.isForeign(state)) {
        if (part && file) this.files.begins(file);
        if (part) return part;
        continue;
      }
      await part.source.close();
      return this.begin(await this.files.open(file), file);
    }
    return null;
  }

  private newIds(): BatchIds {
    return new BatchIds({ environment: this.job.environment, source: this.source });
  }

  /** The next file that was rotated away, else the log itself; waits until there is one. */
  private async following(): Promise<Part> {
    for (let told = false; ; told = true) {
      const log = await this.files.open(null); // first: where it is rotated now, it is found among the others
      const rotated = await this.rotatedSince();
      if (rotated) await log?.close();
      const part = rotated ?? this.begin(log, null);
      if (part) return part;
      if (!told) this.job.tell(`waiting for ${this.job.name}: there is no such file yet`);
      await pause(POLL_MS, undefined, { signal: this.job.signal });
    }
  }

  private async rotatedSince(): Promise<Part | null> {
    const { state, files } = this;
    if (!state) return null;
    for (let next = await files.next(state); next; next = await files.next(state)) {
      const part = this.begin(await files.open(next), next);
      if (part) return part; // else it was renamed once more
    }
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

  private begin(source: LogSource | null, file: RotatedFile | null): Part | null {
    if (!source) return null;
    if (file) this.files.begins(file);
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
      modifiedAtMs: file.writtenAsLogAtMs ?? this.state?.modifiedAtMs ?? 0,
      finished: last?.ended === false,
      ended: this.state?.ended ?? [],
    });
  }

  private finish({ file }: LogSource): void {
    const { state } = this;
    if (!state) return;
    const { device, inode, offset, place, head, headBytes } = state;
    const before = state.ended.filter((one) => !isSame(one, state));
    const ended = [{ device, inode, offset, place, head, headBytes }, ...before].slice(0, ENDED_FILES);
    this.write({ ...state, modifiedAtMs: file.writtenAsLogAtMs ?? state.modifiedAtMs, finished: true, ended });
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
