import { stepOf } from '../../lib/client/range/resolve-range';

const HOUR_MS = 3_600_000;
const WINDOWS = { '1h': HOUR_MS, '24h': 24 * HOUR_MS, '7d': 168 * HOUR_MS, '14d': 336 * HOUR_MS } as const;
export type WindowName = keyof typeof WINDOWS;
export const WINDOW_NAMES: readonly WindowName[] = ['1h', '24h', '7d', '14d'];

/** What kind of promise a request falls under: panels of pages, first pages of the explorer, and searches by the budget. */
export type Kind = 'panel' | 'explorer' | 'search';

export interface Panel {
  name: string;
  kind: Kind;
  /** Below the project, without the range. */
  path: string;
  query: Record<string, string>;
  /** Whether the range is cut into steps, as the page does it. */
  steps: boolean;
}

/** Ids and values of the history that the filters ask for. */
export interface Subjects {
  busyEndpoint: number;
  rareEndpoint: number;
  busyCaller: string;
  rareCaller: string;
  rareConsumer: string;
  traceId: string;
}

const panel = (name: string, path: string, query: Record<string, string> = {}): Panel => ({
  name,
  kind: 'panel',
  path,
  query,
  steps: 'vs' in query,
});
const explorer = (name: string, query: Record<string, string>, kind: Kind = 'explorer'): Panel => ({
  name: `calls: ${name}`,
  kind,
  path: 'calls',
  query: { ...query, limit: '50' },
  steps: false,
});
const series = (measure: string): Panel => ({
  ...panel(`series of ${measure}`, 'series', { measure }),
  steps: true,
});

/** Everything that the overview and an endpoint's page ask for, lists, and first pages of the explorer under one filter. */
export function panelsOf(of: Subjects): Panel[] {
  return [
    panel('overview', 'overview', { vs: 'prev' }),
    panel('overview: endpoints', 'overview/endpoints', { vs: 'prev' }),
    panel('overview: consumers', 'overview/consumers', { vs: 'prev' }),
    panel('endpoints', 'endpoints'),
    panel('endpoint', `endpoints/${of.busyEndpoint}`, { vs: 'prev' }),
    panel('consumers', 'consumers'),
    panel('callers', 'callers'),
    series('calls'),
    series('error_ratio'),
    series('p95_ms'),
    explorer('no filter', {}),
    explorer('a busy endpoint', { endpoint: String(of.busyEndpoint) }),
    explorer('a rare endpoint', { endpoint: String(of.rareEndpoint) }),
    explorer('4xx', { status: '4xx' }),
    explorer('5xx', { status: '5xx' }),
    explorer('429', { status: '429' }),
    explorer('a rare consumer', { consumer: of.rareConsumer }),
    explorer('a busy caller', { caller: of.busyCaller }),
    explorer('a rare caller', { caller: of.rareCaller }),
    explorer('slower than 500 ms', { durationMs: '>500' }),
    explorer('a trace', { traceId: of.traceId }),
    explorer('a path that few have', { path: '/v1/resource7/*77777' }, 'search'),
  ];
}

/** As long as the longest window. */
const HISTORY_MS = WINDOWS['14d'];
/** Ends of ranges, at least, where there is no room for more of them. */
const LEAST_ENDS = 8;

/**
 * The address of the request number `run`: its range has whole steps, as pages ask for them, lies in the history, and is one that was
 * not asked for before. It ends a step earlier each time; where there is no room for that, the ends come round again, and ranges
 * begin a step later each round.
 */
export function addressOf({ path, query, steps }: Panel, { window, toMs, run, withinMs = Infinity }: Place): string {
  const span = WINDOWS[window];
  const stepMs = stepOf(span);
  const ends = Math.max(LEAST_ENDS, Math.floor(Math.min(withinMs, HISTORY_MS - span) / stepMs));
  const lastMs = Math.ceil(toMs / stepMs) * stepMs;
  const endMs = lastMs - (run % ends) * stepMs;
  const startMs = Math.max(lastMs - HISTORY_MS, endMs - span) + Math.floor(run / ends) * stepMs;
  const parameters = new URLSearchParams({
    from: new Date(startMs).toISOString(),
    to: new Date(endMs).toISOString(),
    ...(steps && { step: String(stepMs / 1_000) }),
    ...query,
  });
  return `${path}?${parameters}`;
}

interface Place {
  window: WindowName;
  toMs: number;
  run: number;
  /** Ranges end so long before `toMs` at most. */
  withinMs?: number | undefined;
}
