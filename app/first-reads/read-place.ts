import type { Context } from '../../lib/access';
import { comparisonOf, type PeriodInput, resolveRange } from '../../lib/client';
import { getPageTime, getReadContext, getRuntime, toAppError } from '../../lib/http';

export type Segment = Promise<{ projectId: string }>;
export type Query = Promise<Record<string, string | string[] | undefined>>;

/** Where a page reads: who asks, of which project, and what its URL chooses, as `usePageState` says it in the browser. */
export interface ReadPlace {
  ctx: Context;
  projectId: number;
  /** Whole steps up to the time at which the page is drawn. */
  period: PeriodInput;
  /** A value of the URL; null where it has none. */
  chosen: (name: string) => string | null;
}

/** Null where the page's own requests are to say why nothing can be read, and where no document is asked for. */
export async function readPlace(segment: Segment, query: Query): Promise<ReadPlace | null> {
  const ctx = await contextOf((await segment).projectId);
  if (!ctx?.project) return null;
  const state = await query;
  const chosen = (name: string): string | null => [state[name] ?? null].flat()[0] ?? null;
  const sought = { range: chosen('range'), from: chosen('from'), to: chosen('to') };
  const { fromMs, toMs, stepMs } = resolveRange(sought, getPageTime());
  const period = { fromMs, toMs, stepMs, environment: chosen('env'), compare: comparisonOf(chosen('vs')) };
  return { ctx, projectId: ctx.project.id, period, chosen };
}

async function contextOf(projectId: string): Promise<Context | null> {
  try {
    return await getReadContext(projectId);
  } catch (error) {
    noteFailure(error);
    return null;
  }
}

/** What fails here is asked for again by the browser, which tells the person; only what nobody expects is logged. */
export function noteFailure(error: unknown): void {
  if (!toAppError(error)) getRuntime().log.warn({ err: error }, 'a page could not be read ahead');
}
