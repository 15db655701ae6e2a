import { aggregate, encodePending } from '../../rollups';
import type { CallRow, FreshRows, PendingBlob, RateSecondRow, SignalRow } from '../../storage';
import { ratesOf } from './rates';
import { boundSignals, signalsOf, type SignalBudget } from './signals';

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

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/**
 * What the rows of a flush add to rollups and detectors. A batch holds rows of one project. The loop turns between
 * projects, since this runs beside the COPY of the same rows.
 */
export async function derive(
  fresh: readonly FreshRows[],
  budget: SignalBudget,
  onLost: (signals: number) => void,
): Promise<Derived> {
  const byProject = new Map<number, FreshRows[]>();
  for (const part of fresh) {
    const projectId = part.rows[0]?.projectId ?? 0;
    const parts = byProject.get(projectId) ?? [];
    parts.push(part);
    byProject.set(projectId, parts);
  }
  const derived: Derived = { pending: [], signals: [], rates: [] };
  for (const [projectId, parts] of byProject) {
    derived.pending.push({ projectId, body: encodePending(aggregate(rowsOf(parts))) });
    const { kept, lost } = boundSignals(signalsOf(parts), budget);
    derived.signals.push(...kept);
    for (const rate of ratesOf(parts)) derived.rates.push(rate); // too many for the arguments of a call
    if (lost > 0) onLost(lost);
    await turn();
  }
  return derived;
}
