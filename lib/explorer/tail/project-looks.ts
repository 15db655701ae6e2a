import { callTail, isOutOfTime, withinBudget } from '../../storage';
import type { Storage } from '../../storage';
import { SeenFlushes, type NewPart } from './seen-flushes';

/**
 * How far back is looked for calls that were not seen, and how often at most. Nearly all come within seconds; what comes later
 * than a quarter of an hour is backfill and no news.
 */
const REACHES = [
  { backMs: 16 * 60_000, everyMs: 30_000 },
  { backMs: 2 * 60_000, everyMs: 5_000 },
  { backMs: 20_000, everyMs: 2_000 },
] as const;
const [FARTHEST] = REACHES;
/** After a hint the nearest reach is looked at without waiting, but no more often than that. */
const HINTED_MS = 500;
/** Ingest takes calls up to ten minutes ahead of its clock. */
const AHEAD_MS = 11 * 60_000;
const BUDGET_MS = 1_000;

/** Finds what was stored of a project since the last look. */
export class ProjectLooks {
  private readonly seen = new SeenFlushes();
  /** When each reach was last looked at; none before the first look, which tells what is no news. */
  private lookedAtMs: number[] | null = null;
  private beginning: Promise<void> | null = null;
  private hinted = false;
  /** Nothing that finished before it is looked for, where the first look took too long to tell what is there. */
  private floor = new Date(0);

  constructor(readonly projectId: number) {}

  hint(): void {
    this.hinted = true;
  }

  /** Takes down what is there already: only what is stored later is news. */
  async begin(storage: Storage, now: Date): Promise<void> {
    this.beginning ??= this.lookFirst(storage, now);
    try {
      await this.beginning;
    } catch (error) {
      this.beginning = null;
      throw error;
    }
  }

  /** The parts of flushes that are new; none when it is not time to look yet. */
  async next(storage: Storage, now: Date): Promise<NewPart[]> {
    if (!this.lookedAtMs) return [];
    const reach = this.due(this.lookedAtMs, now.getTime());
    if (reach === null) return [];
    const nowMs = now.getTime();
    const { lookedAtMs } = this;
    lookedAtMs[reach] = nowMs; // also when it takes too long: nearer looks must go on
    const parts = await this.look(storage, now, REACHES[reach]?.backMs ?? 0);
    this.lookedAtMs = lookedAtMs.map((at, index) => (index >= reach ? nowMs : at));
    return parts;
  }

  private due(lookedAtMs: readonly number[], nowMs: number): number | null {
    const reach = REACHES.findIndex(({ everyMs }, index) => {
      const sinceMs = nowMs - (lookedAtMs[index] ?? 0);
      return sinceMs >= everyMs || sinceMs < 0; // the clock was set back
    });
    if (reach >= 0) {
      this.hinted = false;
      return reach;
    }
    const nearest = REACHES.length - 1;
    if (!this.hinted || nowMs - (lookedAtMs[nearest] ?? 0) < HINTED_MS) return null;
    this.hinted = false;
    return nearest;
  }

  private async lookFirst(storage: Storage, now: Date): Promise<void> {
    try {
      await this.look(storage, now, FARTHEST.backMs);
    } catch (error) {
      if (!isOutOfTime(error)) throw error;
      this.floor = now;
    }
    this.lookedAtMs = REACHES.map(() => now.getTime());
  }

  private async look(storage: Storage, now: Date, backMs: number): Promise<NewPart[]> {
    if (this.floor > now) this.floor = now; // as above
    const from = new Date(Math.max(now.getTime() - backMs, this.floor.getTime()));
    const window = { projectId: this.projectId, from, to: new Date(now.getTime() + AHEAD_MS) };
    const flushes = await storage.snapshot((sql) =>
      withinBudget(sql, BUDGET_MS, () => callTail.listFlushes(sql, window)),
    );
    return this.seen.take({ ...window, flushes }, now.getTime());
  }
}
