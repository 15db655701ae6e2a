import { callerKey } from '../../detection';
import { FLAG, RATE_KEYS, TRAIT, turn, type RateKey } from '../../shared';
import { ORDINALS } from '../../storage';
import type { CallRow, CountedPolicy, FreshRows, RateSecondRow } from '../../storage';

const US_PER_SECOND = 1_000_000;
/** Of one project in one flush: as many as its calls under policies of one key, whatever the number of policies. */
const MOST_ROWS = 20_000;
/** Calls counted between two turns of the loop: some 5 ms. */
const CALLS_AT_ONCE = 4_000;
const ENDPOINTS = 2 ** 31;

/** Whom a policy counts a call for; null for a call that names nobody. */
function keyOf(row: CallRow, kind: RateKey): string | null {
  if (kind === 'caller') return row.caller === null ? null : callerKey(row.caller);
  if (kind === 'consumer') return row.consumerId === 0 ? null : String(row.consumerId);
  return row.accountHash === null ? null : row.accountHash.toString('hex');
}

/** Policies that count a call alike, since they share a key and are of its endpoint and environment. */
interface Alike {
  kind: RateKey;
  policies: readonly CountedPolicy[];
  /** What its rows are told apart by, beside second and key. */
  name: string;
}

function alikeOf(
  policies: readonly CountedPolicy[],
  { environmentId: environment, endpointId: endpoint }: CallRow,
): Alike[] {
  const matching = policies.filter(
    ({ endpointId, environmentId }) =>
      (endpointId === null || endpointId === endpoint) && (environmentId === null || environmentId === environment),
  );
  return RATE_KEYS.map((kind) => {
    const own = matching.filter(({ key }) => key === kind);
    return { kind, policies: own, name: `${own.map(({ id, version }) => `${id}.${version}`).join()} ${environment}` };
  }).filter((alike) => alike.policies.length > 0);
}

/**
 * Counts by policies that count alike, environment, key and second: at most one row for each call and kind of key. Calls come
 * mostly in order of time: a Map for each second is small.
 */
class RateCounter {
  readonly rows: RateSecondRow[] = [];
  private readonly seen = new Map<string, RateSecondRow>();

  constructor(
    private readonly projectId: number,
    private readonly flushNo: bigint,
  ) {}

  add(row: CallRow, { kind, policies, name }: Alike): void {
    const key = keyOf(row, kind);
    if (key === null) return;
    const { environmentId } = row;
    const second = Math.floor(row.finishedAtUs / US_PER_SECOND);
    const backfill = (row.traits & TRAIT.backfill) !== 0;
    const text = `${name} ${second} ${backfill ? 1 : 0} ${key}`;
    const known = this.seen.get(text);
    if (known) {
      known.calls += 1;
      return;
    }
    const { projectId, flushNo } = this;
    const made = { projectId, flushNo, policies, environmentId, key, second, backfill, calls: 1 };
    this.seen.set(text, made);
    this.rows.push(made);
  }
}

/** Archives are not counted, nor what a response action of ours refused. */
async function countPart(counter: RateCounter, { rows, archives, policies }: FreshRows): Promise<void> {
  const known = new Map<number, Alike[]>();
  for (let from = 0; from < rows.length; from += CALLS_AT_ONCE) {
    if (from > 0) await turn();
    for (const row of rows.slice(from, from + CALLS_AT_ONCE)) {
      if ((row.flags & FLAG.enforced) !== 0 || archives.has(row.environmentId)) continue;
      const place = row.environmentId * ENDPOINTS + row.endpointId;
      const all = known.get(place) ?? alikeOf(policies, row);
      if (!known.has(place)) known.set(place, all);
      for (const alike of all) counter.add(row, alike);
    }
  }
}

export interface Rates {
  rows: RateSecondRow[];
  /** Rows beyond the bound, those of the fewest calls. */
  dropped: number;
}

/** What the rows of one project add to its rate policies; nothing, at no cost, where it has none. */
export async function ratesOf(parts: readonly FreshRows[], most = MOST_ROWS): Promise<Rates> {
  const counted = parts.filter(({ policies }) => policies.length > 0);
  const [first] = counted;
  if (!first) return { rows: [], dropped: 0 };
  const counter = new RateCounter(first.rows[0]?.projectId ?? 0, BigInt(Math.floor(first.firstId / ORDINALS)));
  for (const part of counted) await countPart(counter, part);
  const { rows } = counter;
  if (rows.length <= most) return { rows, dropped: 0 };
  return { rows: rows.sort((a, b) => b.calls - a.calls).slice(0, most), dropped: rows.length - most };
}
