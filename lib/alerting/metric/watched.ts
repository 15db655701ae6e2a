import type { MetricDefinition, Metric, ObservationSeries } from '../../shared';
import type { MetricRuleRow } from '../../storage';
import { advance, firstWindowMs, newMemory } from './advance';
import type { RuleMemory } from './advance';
import { trackAlert } from './alert-track';
import type { Tracked, TrackedAlert } from './alert-track';
import { readMetricDefinition } from './definition';
import { MINUTE_MS } from './machine';
import { readRemembered } from './remembered';
import { windowAt } from './replay';
import { sayReason } from './say';
import { alertSetBack, setBack } from './set-back';

/** A rule that is evaluated, with what is remembered of it. */
export interface WatchedRule {
  row: MetricRuleRow;
  definition: MetricDefinition;
  memory: RuleMemory;
  alert: TrackedAlert | null;
}

/** How a rule stands after a pass, and what is to be told. */
export interface Evaluated {
  watched: WatchedRule;
  memory: RuleMemory;
  tracked: Tracked;
  /** Why it stands as it stands, in one clause. */
  reason: string;
  /** Value of the last window. */
  value: number | null;
  /** People see something else than before. */
  news: boolean;
}

/** A definition that cannot be read is one of its own faults: such a rule shows an error at every window. */
const UNREADABLE: MetricDefinition = {
  measure: 'calls',
  filters: {},
  windowSeconds: 60,
  condition: { above: Number.MAX_VALUE },
  forSeconds: 0,
  keepFiringForSeconds: 0,
  missing: 'keep',
  minCalls: 0,
};

/** Clocks of processes differ by less, and a rule that was just made begins with the minute that runs. */
const AHEAD_MS = 3 * MINUTE_MS;

const floorMinute = (at: Date): number => Math.floor(at.getTime() / MINUTE_MS) * MINUTE_MS;

/**
 * A stored rule as evaluation sees it. The first window is the one that ends after the rule began to watch. `toMs`: end of the last
 * window that is closed; what a rule remembers of a time far behind it comes from a clock that was wrong, and is set back.
 */
export function toWatched(row: MetricRuleRow, toMs: number): WatchedRule & { readable: boolean } {
  const definition = readMetricDefinition(row.definition);
  const remembered = row.state === null ? null : readRemembered(row.data);
  const memory = remembered?.memory ?? newMemory(floorMinute(row.evaluatedTo ?? row.effectiveAt));
  const alert = remembered?.alert ?? null;
  const isAhead = memory.evaluatedToMs > toMs + AHEAD_MS;
  return {
    row,
    readable: definition !== null,
    definition: definition ?? UNREADABLE,
    memory: isAhead ? setBack(memory, toMs - MINUTE_MS) : memory,
    alert: alert && isAhead ? alertSetBack(alert, toMs - MINUTE_MS) : alert,
  };
}

export const metricOf = ({ definition }: WatchedRule): Metric => definition;

export const firstWindowOf = ({ memory }: WatchedRule): number => firstWindowMs(memory);

/** Takes a rule up to a closed window. `series` holds its windows from `firstEndMs` on. Pure. */
export function evaluateRule(
  watched: WatchedRule & { readable: boolean },
  { series, firstEndMs, toMs }: { series: ObservationSeries; firstEndMs: number; toMs: number },
): Evaluated {
  const { row, definition, memory: before, alert, readable } = watched;
  const error = { kind: 'error', message: 'its definition cannot be read' } as const;
  const windows = readable ? series.windows : series.windows.map(() => error);
  const observed = { firstEndMs, windows };
  const advanced = advance({ rule: definition, memory: before, observed, toMs });
  const { live } = advanced.memory;
  const tracked = trackAlert(alert, { live, events: advanced.events }, { toMs, acknowledged: row.acknowledged });
  const last = windowAt(observed, toMs);
  return {
    watched,
    memory: advanced.memory,
    tracked,
    reason: last.kind === 'error' ? last.message : sayReason(definition, advanced.reason, live),
    value: last.kind === 'value' ? last.value : null,
    news: live.state !== before.live.state || tracked.changed.length > 0 || row.state === null,
  };
}
