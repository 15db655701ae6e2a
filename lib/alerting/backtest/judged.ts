import type { Context, ContextProject } from '../../access';
import { findFirstCall } from '../../analytics';
import { formatDate, formatTime } from '../../shared';
import { MINUTE_MS } from '../metric/machine';

/** From when on a rule can be judged, and why not earlier. */
export interface Judged {
  fromMs: number;
  note: string | null;
}

const moment = (atMs: number): string => `${formatDate(atMs)}, ${formatTime(atMs)} UTC`;
const floorMinute = (at: Date): number => Math.floor(at.getTime() / MINUTE_MS) * MINUTE_MS;

/** Live evaluation judges nothing before there is a project; calls that were imported from before count as well. */
export async function beginOf(ctx: Context, project: ContextProject, fromMs: number): Promise<Judged> {
  const madeMs = floorMinute(project.createdAt);
  if (madeMs <= fromMs) return { fromMs, note: null };
  const firstCall = await findFirstCall(ctx, project);
  const firstMs = firstCall === null ? Infinity : floorMinute(firstCall);
  if (firstMs <= fromMs) return { fromMs, note: null };
  const beginMs = Math.min(madeMs, firstMs);
  const none = firstMs < madeMs ? 'the project had no calls' : 'there were no project and no calls';
  return { fromMs: beginMs, note: `Before ${moment(beginMs)} ${none}: the rule is judged from then on.` };
}

/** `keptMs`: end of the first window whose minutes are all kept. */
export function judgedOf(keptMs: number, begin: Judged): Judged {
  if (keptMs <= begin.fromMs + MINUTE_MS) return begin;
  const note = `The minutes that this rule is made of are kept since then only: it is judged from ${moment(keptMs)} on.`;
  return { fromMs: keptMs - MINUTE_MS, note };
}
