import { z } from 'zod';
import { requireProject, type Context, type ContextProject } from '../../access';
import { callFilterParams, callItems, callScope, resolveFilter, withWanted } from '../../analytics';
import { callTail, isImpossible, isOutOfTime, withinBudget, type Storage } from '../../storage';
import type { TailEvent } from '../../shared';
import type { NewPart } from './seen-flushes';
import { TailLines } from './tail-lines';

const BUDGET_MS = 1_000;
/** Parts of flushes that are read at once. */
const MOST_PARTS = 500;

const { environment, ...columns } = callFilterParams;
export const followInput = z
  .object({ ...columns, environment, projectId: callFilterParams.projectId.optional() })
  .transform(withWanted);
export type FollowInput = z.output<typeof followInput>;

/** Where the events of one tail go. */
export interface TailSink {
  /** False while the reader is behind: lines wait meanwhile, and beyond some are skipped. */
  ready(): boolean;
  send(event: TailEvent): void;
}

/** One tail: reads what is new for it and hands it on at a pace that can be read. */
export class TailReader {
  private readonly lines = new TailLines();
  private parts: NewPart[] = [];
  /** Parts that are read at once: fewer after a read that took too long. */
  private most = MOST_PARTS;

  constructor(
    private readonly ctx: Context,
    private readonly project: ContextProject,
    private readonly wanted: { input: FollowInput; sink: TailSink },
  ) {}

  get projectId(): number {
    return this.project.id;
  }

  /** Throws `timeout` when the names of its filter cannot be looked up in time. */
  async lookUp(): Promise<void> {
    const { ctx, project } = this;
    const { input } = this.wanted;
    const scope = callScope(ctx, project, input);
    await ctx.storage.snapshot((sql) => resolveFilter(sql, { project, scope, terms: input.terms }));
  }

  expect(parts: readonly NewPart[]): void {
    this.parts.push(...parts);
  }

  /**
   * Reads what is expected, and sends what may be sent. What could not be read is read the next time. The storage is one that waits for
   * no other turn: it would keep this one meanwhile.
   */
  async turn(storage: Storage): Promise<void> {
    const { sink } = this.wanted;
    const parts = this.parts.slice(0, this.most);
    if (parts.length > 0) await this.readNow(storage, parts);
    if (!sink.ready()) return;
    const event = this.lines.next(performance.now());
    if (event) sink.send(event);
  }

  /** Throws when a single part takes too long, which is passed over then. */
  private async readNow(storage: Storage, parts: readonly NewPart[]): Promise<void> {
    try {
      await this.read(storage, parts);
      this.most = Math.min(MOST_PARTS, this.most * 2);
    } catch (error) {
      if (!isOutOfTime(error)) throw error;
      this.most = Math.ceil(parts.length / 2);
      if (parts.length > 1) return;
      this.parts = this.parts.slice(1);
      throw error;
    }
    this.parts = this.parts.slice(parts.length);
  }

  private async read(storage: Storage, parts: readonly NewPart[]): Promise<void> {
    const { ctx, project } = this;
    const { input } = this.wanted;
    const scope = callScope(ctx, project, input);
    const { room } = this.lines;
    const found = await storage.snapshot(async (sql) => {
      const { filter } = await resolveFilter(sql, { project, scope, terms: input.terms });
      if (isImpossible(filter.conditions)) return { rows: [], matched: 0 };
      const limit = Math.max(1, room); // one row at least: it tells how many matched
      return withinBudget(sql, BUDGET_MS, () => callTail.readFlushCalls(sql, filter, { parts, limit }));
    });
    const rows = found.rows.slice(0, room).reverse();
    this.lines.add(await callItems(storage, project, rows), found.matched - rows.length);
  }
}

/** Throws `invalid` for an environment that the project has not. */
export function startReader(ctx: Context, input: FollowInput, sink: TailSink): TailReader {
  const project = requireProject(ctx);
  callScope(ctx, project, input);
  return new TailReader(ctx, project, { input, sink });
}
