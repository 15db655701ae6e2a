import type { Context } from '../../access';
import type { Storage } from '../../storage';
import { ProjectLooks } from './project-looks';
import { Rest } from './rest';
import { followInput, startReader, type TailReader, type TailSink } from './tail-reader';

const TICK_MS = 250;
/** Projects whose calls are read at a time: one that takes long holds up no other, and many take few of the connections of pages. */
const LANES = 3;

interface FollowerOptions {
  storage: Storage;
  now(): Date;
  /** Told when calls could not be read; reading goes on by itself. */
  onError(error: unknown): void;
}

interface Followed {
  looks: ProjectLooks;
  /** Each rests by itself, when what it asks for could not be read. */
  readers: Map<TailReader, Rest>;
  rest: Rest;
  /** Does it wait for its turn, or have it? */
  isLinedUp: boolean;
}

/**
 * Tells readers of the calls that any process stores, by looking for flushes that it has not seen: after COMMIT alone, and
 * without a word from those who store. Projects take turns; the readers of one are served one after the other.
 */
export class CallFollower {
  readonly input = followInput;
  private readonly projects = new Map<number, Followed>();
  private readonly line: Followed[] = [];
  private lanes = 0;
  private timer: NodeJS.Timeout | undefined;

  constructor(private readonly options: FollowerOptions) {}

  /**
   * Begins a tail of what is stored from then on; gives what ends it. Throws `invalid` for a filter that cannot be read, `timeout` for
   * one whose names cannot be looked up in time.
   */
  async follow(ctx: Context, query: Record<string, unknown>, sink: TailSink): Promise<() => void> {
    const reader = startReader(ctx, this.input.parse(query), sink);
    const { projectId } = reader;
    await reader.lookUp();
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
    followed.readers.set(reader, new Rest());
    this.timer ??= setInterval(() => this.tick(), TICK_MS).unref();
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

  private tick(): void {
    for (const followed of this.projects.values()) {
      if (followed.isLinedUp) continue;
      followed.isLinedUp = true;
      this.line.push(followed);
    }
    for (let lane = this.lanes; lane < Math.min(LANES, this.lanes + this.line.length); lane++) void this.serve();
  }

  /** Gives those in line their turn until nobody is left. */
  private async serve(): Promise<void> {
    this.lanes += 1;
    for (let next = this.line.shift(); next; next = this.line.shift()) {
      await this.turn(next);
      next.isLinedUp = false;
    }
    this.lanes -= 1;
  }

  private async turn({ looks, readers, rest }: Followed): Promise<void> {
    const { storage, now } = this.options;
    await this.attempt(rest, async () => {
      const parts = await looks.next(storage, now());
      for (const reader of readers.keys()) reader.expect(parts);
    });
    if (rest.isOver) for (const [reader, ownRest] of readers) await this.attempt(ownRest, () => reader.turn(storage));
  }

  private async attempt(rest: Rest, work: () => Promise<void>): Promise<void> {
    if (!rest.isOver) return;
    try {
      await work();
      rest.forget();
    } catch (error) {
      rest.begin(error);
      this.options.onError(error);
    }
  }
}

const newlyFollowed = (projectId: number): Followed => ({
  looks: new ProjectLooks(projectId),
  readers: new Map(),
  rest: new Rest(),
  isLinedUp: false,
});
