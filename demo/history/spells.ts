import { seeded, type Random } from '../random';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const MINUTE_MS = 60_000;

/** At night nobody would see them. */
const FROM_HOUR = 8;
const HOURS = 14;

/** A time in which one endpoint of the shop does badly. */
export interface Spell {
  route: string;
  fromMs: number;
  toMs: number;
  /** Factor of its latency. */
  slower: number;
  failure: readonly [status: number, probability: number];
}

/** What goes wrong now and then. A spell begins and ends within its day of UTC. */
const KINDS = [
  { route: '/v1/checkout', chance: 0.5, minutes: [20, 50], slower: 1.4, failure: [504, 0.3] },
  { route: '/v1/search', chance: 0.45, minutes: [60, 130], slower: 4, failure: [503, 0.04] },
  { route: '/v1/shipping/quotes', chance: 0.4, minutes: [30, 90], slower: 2.5, failure: [502, 0.22] },
] as const;

function spellOf(random: Random, { route, minutes, slower, failure }: (typeof KINDS)[number], dayMs: number): Spell {
  const [least, most] = minutes;
  const lengthMs = Math.round(least + random() * (most - least)) * MINUTE_MS;
  const fromMs = dayMs + FROM_HOUR * HOUR_MS + Math.floor(random() * (HOURS * HOUR_MS - lengthMs));
  return { route, fromMs, toMs: fromMs + lengthMs, slower, failure };
}

/** The spells of the day that begins at `dayMs`: always the same. */
export function spellsOf(dayMs: number): Spell[] {
  const random = seeded(dayMs / DAY_MS);
  return KINDS.flatMap((kind) => (random() < kind.chance ? [spellOf(random, kind, dayMs)] : []));
}

/** Those that run at a moment. */
export function spellsAt(atMs: number): Spell[] {
  return spellsOf(atMs - (atMs % DAY_MS)).filter(({ fromMs, toMs }) => fromMs <= atMs && atMs < toMs);
}
