import type { Context } from '../../access';
import type { Storage } from '../../storage';
import { ProjectLooks } from './project-looks';
import { followInput, startReader, type TailReader, type TailSink } from './tail-reader';

const TICK_MS = 250;
/** After a failure a project rests so long: a database that is away is not asked four times a second. */
const REST_MS = 2_000;

interface FollowerOptions {
  storage: Storage;
  now(): Date;
  /** Told when calls could not be read; reading goes on by itself. */
  onError(error: unknown): void;
}

interface Followed {
  looks: ProjectLooks;
  readers: Set<TailReader>;
  /** By the clock that only moves forward. */
  restsUntilMs: number;
}

/**
 * Tells readers of the calls that any process stores, by looking for flushes that it has not seen: after COMMIT alone, and
 * without a word from those who store. One read at a time, so that no crowd of readers takes the connections of others.
 */
export class CallFollower {
  readonly input = followInput;
  private readonly projects = new Map<number, Followed>();
  private timer: NodeJS.Timeout | undefined;
  private busy = false;

  constructor(private readonly options: FollowerOptions) {}

  /** Begins a tail of what is stored from then on; gives what ends it. Throws `invalid` for a filter that cannot be read. */
  async follow(ctx: Context, query: Record<string, unknown>, sink: TailSink): Promise<() => void> {
    const reader = startReader(ctx, this.input.parse(query), sink);
    const { projectId } = reader;
    const followed = this.projects.get(projectId) ?? newlyFollowed(projectId);
    const leave = this.join(followed, reader);
    try {
      await followed.looks.begin(this.options.storage, this.options.now());
    } catch (error) {
      leave();
      throw error;
    }
    return leave;
  }

  private join(followed: Followed, reader: TailReader): () => void {
    const { projectId } = reader;
    this.projects.set(projectId, followed);
    followed.readers.add(reader);
    this.timer ??= setInterval(() => void this.tick(), TICK_MS).unref();
    return () => {
      followed.readers.delete(reader);
      if (followed.readers.size === 0 && this.projects.get(projectId) === followed) this.projects.delete(projectId);
      if (this.projects.size === 0) this.close();
    };
  }

  /** Calls of these projects were stored: looks for them at the next turn. */
  hint(projectIds: readonly number[]): void {
    for (const id of projectIds) this.projects.get(id)?.looks.hint();
  }

  close(): void {
    clearInterval(this.timer);
    this.timer = undefined;
  }

  private async tick(): Promise<void> {
    if (this.busy) return;
    this.busy = true;
    try {
      for (const followed of this.projects.values()) await this.turn(followed);
    } finally {
      this.busy = false;
    }
  }

  private async turn(followed: Followed): Promise<void> {
    if (performance.now() < followed.restsUntilMs) return;
    const { storage, now } = this.options;
    const { looks, readers } = followed;
    await this.attempt(followed, async () => {
      const parts = await looks.next(storage, now());
      for (const reader of readers) reader.expect(parts);
    });
    for (const reader of readers) await this.attempt(followed, () => reader.turn());
  }

  private async attempt(followed: Followed, work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      followed.restsUntilMs = performance.now() + REST_MS;
      this.options.onError(error);
    }
  }
}

const newlyFollowed = (projectId: number): Followed => ({
  looks: new ProjectLooks(projectId),
  readers: new Set(),
  restsUntilMs: 0,
});
