import { Counter, Gauge, Histogram, type Registry } from 'prom-client';
import type { IngestObserver } from '../pipeline/observer';
import { Refusal } from '../pipeline/refusal';

export interface IngestMetrics extends IngestObserver {
  watch(queuedCalls: () => number): void;
  /** Calls that this process has stored. */
  acceptedCalls(): number;
}

/** Adds up here and tells when it is asked: a batch has twelve steps, and each counter with a label takes 0.5 µs. */
function createStepSeconds(registers: Registry[]): (step: string, ms: number) => void {
  const untoldMs = new Map<string, number>();
  new Counter({
    name: 'callwatch_ingest_step_seconds_total',
    help: 'Time spent in each step of the pipeline.',
    labelNames: ['step'],
    registers,
    collect() {
      for (const [step, ms] of untoldMs) this.inc({ step }, ms / 1_000);
      untoldMs.clear();
    },
  });
  return (step, ms) => untoldMs.set(step, (untoldMs.get(step) ?? 0) + ms);
}

/** Tells Prometheus of ingest. */
export function createIngestMetrics(registry: Registry): IngestMetrics {
  const registers = [registry];
  const counter = <Label extends string>(name: string, help: string, labelNames: Label[] = []) =>
    new Counter({ name: `callwatch_ingest_${name}`, help, labelNames, registers });
  const accepted = counter('calls_accepted_total', 'Calls stored.');
  const ignoredCalls = counter(
    'calls_ignored_total',
    'Calls counted instead of stored, since a rule or an endpoint ignores them.',
  );
  const rejected = counter('calls_rejected_total', 'Calls not taken, by code.', ['code']);
  const refused = counter('batches_refused_total', 'Posts refused as a whole, by reason.', ['reason']);
  const duplicates = counter('batches_duplicate_total', 'Posts that had been stored before.');
  const ignoredSpans = counter('spans_ignored_total', 'Spans that are no HTTP call which the API served.');
  const lost = counter('signals_lost_total', 'Signals beyond 2,000 a second and project.');
  const dropped = counter('rate_rows_dropped_total', 'Rows for rate policies beyond 20,000 a flush and project.');
  const flushCalls = new Histogram({
    name: 'callwatch_ingest_flush_calls',
    help: 'Calls in a flush.',
    buckets: [1, 10, 100, 1_000, 5_000, 10_000, 20_000, 65_536],
    registers,
  });
  const flushSeconds = new Histogram({
    name: 'callwatch_ingest_flush_seconds',
    help: 'Time from the start of a flush to its COMMIT.',
    buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5],
    registers,
  });
  let stored = 0;
  return {
    acceptedCalls: () => stored,
    answered({ rejected: items, duplicate }) {
      if (duplicate) return duplicates.inc();
      for (const { code } of items) rejected.inc({ code });
    },
    refused: (error) => refused.inc({ reason: error instanceof Refusal ? error.reason : 'internal' }),
    ignored: (spans) => ignoredSpans.inc(spans),
    signalsLost: (count) => lost.inc(count),
    rateRowsDropped: (count) => dropped.inc(count),
    step: createStepSeconds(registers),
    flushed: ({ calls, ignored, ms }) => {
      stored += calls;
      accepted.inc(calls);
      ignoredCalls.inc(ignored);
      flushCalls.observe(calls);
      flushSeconds.observe(ms / 1_000);
    },
    watch(queuedCalls) {
      new Gauge({
        name: 'callwatch_ingest_queued_calls',
        help: 'Calls that wait for a flush or are in one.',
        registers,
        collect() {
          this.set(queuedCalls());
        },
      });
    },
  };
}
