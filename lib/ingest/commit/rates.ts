import { callerKey } from '../../detection';
import { FLAG, TRAIT, type RateKey } from '../../shared';
import { ORDINALS } from '../../storage';
import type { CallRow, CountedPolicy, FreshRows, RateSecondRow } from '../../storage';

const US_PER_SECOND = 1_000_000;

/** Whom a policy counts a call for; null for a call that names nobody. */
function keyOf(row: CallRow, kind: RateKey): string | null {
  if (kind === 'caller') return row.caller === null ? null : callerKey(row.caller);
  if (kind === 'consumer') return row.consumerId === 0 ? null : String(row.consumerId);
  return row.accountHash === null ? null : row.accountHash.toString('hex');
}

/** Counts by policy, environment, key and second. Calls come mostly in order of time: a Map for each second is small. */
class RateCounter {
  readonly rows: RateSecondRow[] = [];
  private readonly seen = new Map<string, RateSecondRow>();

  constructor(
    private readonly projectId: number,
    private readonly flushNo: bigint,
  ) {}

  add(row: CallRow, { id: policyId, version, key: kind }: CountedPolicy): void {
    const key = keyOf(row, kind);
    if (key === null) return;
    const { environmentId } = row;
    const second = Math.floor(row.finishedAtUs / US_PER_SECOND);
    const backfill = (row.traits & TRAIT.backfill) !== 0;
    const name = `${policyId} ${version} ${environmentId} ${second} ${backfill ? 1 : 0} ${key}`;
    const known = this.seen.get(name);
    if (known) {
      known.calls += 1;
      return;
    }
    const { projectId, flushNo } = this;
    const made = { projectId, flushNo, policyId, version, environmentId, key, second, backfill, calls: 1 };
    this.seen.set(name, made);
    this.rows.push(made);
  }
}

interface Counted {
  archives: ReadonlySet<number>;
  policies: readonly CountedPolicy[];
}

/** Archives are not counted, nor what a response action of ours refused. */
function policiesOf(row: CallRow, { archives, policies }: Counted): readonly CountedPolicy[] {
  if ((row.flags & FLAG.enforced) !== 0 || archives.has(row.environmentId)) return [];
  return policies.filter(
    ({ endpointId, environmentId }) =>
      (endpointId === null || endpointId === row.endpointId) &&
      (environmentId === null || environmentId === row.environmentId),
  );
}

/** What the rows of one project add to its rate policies; nothing, at no cost, where it has none. */
export function ratesOf(parts: readonly FreshRows[]): RateSecondRow[] {
  const [first] = parts;
  if (!first || parts.every(({ policies }) => policies.length === 0)) return [];
  const counter = new RateCounter(first.rows[0]?.projectId ?? 0, BigInt(Math.floor(first.firstId / ORDINALS)));
  for (const part of parts) {
    for (const row of part.rows) for (const policy of policiesOf(row, part)) counter.add(row, policy);
  }
  return counter.rows;
}
