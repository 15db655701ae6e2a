import { z } from 'zod';
import { ALERT_STATES, RULE_STATES } from '../../shared';
import type { RuleMemory } from './advance';
import type { TrackedAlert } from './alert-track';

/** What an evaluation leaves for the next. */
export interface Remembered {
  /** Why the rule stands as it stands, in one clause. */
  reason: string;
  memory: RuleMemory;
  alert: TrackedAlert | null;
}

const at = z.number();
const maybe = z.number().nullable();
const environment = z.string().nullable().default(null); // none in what earlier versions kept

const state = z.object({
  state: z.enum(RULE_STATES),
  sinceMs: at,
  activeAtMs: maybe,
  firedAtMs: maybe,
  keepFiringSinceMs: maybe,
  unjudgedMs: z.number().default(0), // what was kept before unjudged time stood still has none
  noDataAtMs: maybe,
  missed: z.number(),
  value: maybe,
  peakValue: maybe,
  environment,
});

const memory: z.ZodType<RuleMemory> = z.object({
  live: state,
  evaluatedToMs: at,
  checkpoint: z.object({ atMs: at, state }),
  told: z.array(z.object({ fromMs: at, toMs: maybe })),
});

const alert: z.ZodType<TrackedAlert> = z.object({
  id: maybe,
  state: z.enum(ALERT_STATES),
  startedAtMs: at,
  firedAtMs: at,
  resolvedAtMs: maybe,
  value: maybe,
  peakValue: maybe,
  environment,
  late: z.boolean(),
  eventNo: z.number(),
  toldAtMs: at,
});

const remembered: z.ZodType<Remembered> = z.object({ reason: z.string(), memory, alert: alert.nullable() });

/** Reads what the last evaluation left; null when there is nothing that can be read. */
export function readRemembered(stored: unknown): Remembered | null {
  return remembered.safeParse(stored).data ?? null;
}
