import { aggregate, encodePending } from '../../rollups';
import { turn } from '../../shared';
import type { CallRow, FreshRows, PendingBlob, RateSecondRow, SignalRow } from '../../storage';
import { ratesOf } from './rates';
import { boundSignals, signalsOf, type SignalBudget } from './signals';

/** Calls of projects that are gone through between two turns of the loop: some 3 ms. */
const CALLS_AT_ONCE = 1_000;

/** Told of what is beyond a bound. */
export interface LossObserver {
  signalsLost(count: number): void;
  rateRowsDropped(count: number): void;
}

interface Derived {
  pending: PendingBlob[];
  signals: SignalRow[];
  rates: RateSecondRow[];
}

/** Rows of several batches in one list; of a single batch, that batch's own. */
function rowsOf(parts: readonly FreshRows[]): readonly CallRow[] {
  const [only] = parts;
  if (parts.length === 1 && only) return only.rows;
  const all: CallRow[] = [];
  for (const { rows } of parts) for (const row of rows) all.push(row); // flatMap takes three times as long
  return all;
}

/**
 * What the rows of a flush add to rollups and detectors. A batch holds rows of one project. The loop turns between
 * projects and while rates are counted, since this runs beside the COPY of the same rows.
 */
export async function derive(
  fresh: readonly FreshRows[],
  budget: SignalBudget,
  observer: LossObserver,
): Promise<Derived> {
  const byProject = new Map<number, FreshRows[]>();
  for (const part of fresh) {
    const projectId = part.rows[0]?.projectId ?? 0;
    const parts = byProject.get(projectId) ?? [];
    parts.push(part);
    byProject.set(projectId, parts);
  }
  const derived: Derived = { pending: [], signals: [], rates: [] };
  let calls = 0;
  for (const [projectId, parts] of byProject) {
    if (calls >= CALLS_AT_ONCE) await turn();
    calls = calls >= CALLS_AT_ONCE ? 0 : calls;
    for (const { rows } of parts) calls += rows.length;
    derived.pending.push({ projectId, body: encodePending(aggregate(rowsOf(parts))) });
    const { kept, lost } = boundSignals(signalsOf(parts), budget);
    derived.signals.push(...kept);
    const { rows, dropped } = await ratesOf(parts);
    for (const rate of rows) derived.rates.push(rate); // too many for the arguments of a call
    if (lost > 0) observer.signalsLost(lost);
    if (dropped > 0) observer.rateRowsDropped(dropped);
  }
  return derived;
}
