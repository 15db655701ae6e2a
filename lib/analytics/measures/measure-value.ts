import type { Measure, Totals } from '../../shared';
import { apdex, histogramCount, quantilesUs, quantileUs } from '../../stats';
import type { Cell } from '../cells/grid';
import { C, E } from './columns';

const US_PER_MS = 1000;

/** Everything that a cell tells but distinct consumers. */
export type CellMeasure = Exclude<Measure, 'consumers'>;

/** Durations have microseconds, so three decimals of a millisecond are all there is. */
const toMs = (us: number | null): number | null => (us === null ? null : Math.round(us) / US_PER_MS);

/** To three decimals: the histogram tells no more. */
function apdexOf(latency: Float64Array, apdexMs: number, known: { all: number; sumUs: number }): number | null {
  const value = apdex(latency, apdexMs * US_PER_MS, known);
  return value === null ? null : Math.round(value * 1000) / 1000;
}

const ratio = (part: number, whole: number): number | null => (whole === 0 ? null : part / whole);

/** Everything that a cell of endpoints tells; Apdex by the project's threshold. */
export function totalsOf({ sums, latency }: Cell, { apdexMs }: { apdexMs: number }): Totals {
  const at = (column: number): number => sums[column] ?? 0;
  const errors = at(E.s4xx) + at(E.s5xx);
  const timed = histogramCount(latency);
  const known = { all: timed, sumUs: at(E.duration_us) };
  const [p50 = null, p95 = null, p99 = null] = quantilesUs(latency, [0.5, 0.95, 0.99], known);
  return {
    calls: at(E.calls),
    s2xx: at(E.s2xx),
    s3xx: at(E.s3xx),
    s4xx: at(E.s4xx),
    s5xx: at(E.s5xx),
    errors,
    errorRatio: ratio(errors, at(E.calls)),
    rateLimited: at(E.s429),
    loginFailures: at(E.logins_failed),
    loginSuccesses: at(E.logins_ok),
    bytesIn: at(E.request_bytes),
    bytesOut: at(E.response_bytes),
    p50Ms: toMs(p50),
    p95Ms: toMs(p95),
    p99Ms: toMs(p99),
    meanMs: timed === 0 ? null : toMs(known.sumUs / timed),
    apdex: apdexOf(latency, apdexMs, known),
  };
}

const quantileOf = ({ latency, sums }: Cell, q: number): number | null =>
  toMs(quantileUs(latency, q, { sumUs: sums[E.duration_us] ?? 0 }));

const OF_ENDPOINT: Readonly<Record<CellMeasure, (cell: Cell) => number | null>> = {
  calls: ({ sums }) => sums[E.calls] ?? 0,
  errors: ({ sums }) => (sums[E.s4xx] ?? 0) + (sums[E.s5xx] ?? 0),
  error_ratio: ({ sums }) => ratio((sums[E.s4xx] ?? 0) + (sums[E.s5xx] ?? 0), sums[E.calls] ?? 0),
  client_errors: ({ sums }) => sums[E.s4xx] ?? 0,
  server_errors: ({ sums }) => sums[E.s5xx] ?? 0,
  p50_ms: (cell) => quantileOf(cell, 0.5),
  p95_ms: (cell) => quantileOf(cell, 0.95),
  p99_ms: (cell) => quantileOf(cell, 0.99),
  mean_ms: ({ sums, latency }) => {
    const timed = histogramCount(latency);
    return timed === 0 ? null : toMs((sums[E.duration_us] ?? 0) / timed);
  },
  bytes_in: ({ sums }) => sums[E.request_bytes] ?? 0,
  bytes_out: ({ sums }) => sums[E.response_bytes] ?? 0,
  login_failures: ({ sums }) => sums[E.logins_failed] ?? 0,
  login_successes: ({ sums }) => sums[E.logins_ok] ?? 0,
  rate_limited: ({ sums }) => sums[E.s429] ?? 0,
};

/** Value of a measure in a cell of endpoints. Counts of nothing are 0; ratios, percentiles and means are null. */
export function endpointValue(measure: CellMeasure, cell: Cell): number | null {
  return OF_ENDPOINT[measure](cell);
}

/** The measures that the consumer tiers hold. */
const OF_CONSUMER = {
  calls: (sums: Float64Array) => sums[C.calls] ?? 0,
  errors: (sums: Float64Array) => (sums[C.s4xx] ?? 0) + (sums[C.s5xx] ?? 0),
  error_ratio: (sums: Float64Array) => ratio((sums[C.s4xx] ?? 0) + (sums[C.s5xx] ?? 0), sums[C.calls] ?? 0),
  client_errors: (sums: Float64Array) => sums[C.s4xx] ?? 0,
  server_errors: (sums: Float64Array) => sums[C.s5xx] ?? 0,
  mean_ms: (sums: Float64Array) =>
    (sums[C.timed] ?? 0) === 0 ? null : toMs((sums[C.duration_us] ?? 0) / (sums[C.timed] ?? 1)),
  bytes_in: (sums: Float64Array) => sums[C.request_bytes] ?? 0,
  bytes_out: (sums: Float64Array) => sums[C.response_bytes] ?? 0,
  rate_limited: (sums: Float64Array) => sums[C.s429] ?? 0,
  consumers: (sums: Float64Array) => ((sums[C.calls] ?? 0) > 0 ? 1 : 0),
} as const satisfies Partial<Record<Measure, (sums: Float64Array) => number | null>>;

export type ConsumerMeasure = keyof typeof OF_CONSUMER;

export const isConsumerMeasure = (measure: Measure): measure is ConsumerMeasure => measure in OF_CONSUMER;

/** Value of a measure in a cell of consumers. */
export function consumerValue(measure: ConsumerMeasure, { sums }: Cell): number | null {
  return OF_CONSUMER[measure](sums);
}

export const needsLatency = (measure: Measure): boolean => /^p\d\d_ms$|^mean_ms$/.test(measure);
