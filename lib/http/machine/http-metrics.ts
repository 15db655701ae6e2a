import { Counter, Histogram, type Registry } from 'prom-client';

/** What a request was for. */
export type Door = 'calls' | 'traces' | 'config' | 'live' | 'health' | 'metrics' | 'api' | 'page' | 'asset';

export interface Answered {
  door: Door;
  /** Status of the answer; `aborted` when the client left before it was complete. */
  code: string;
  seconds: number;
}

/** Counts answers by door and status, and their time. */
export function createHttpMetrics(registry: Registry): (answered: Answered) => void {
  const registers = [registry];
  const requests = new Counter({
    name: 'callwatch_http_requests_total',
    help: 'Requests answered, by what they were for and the status of the answer.',
    labelNames: ['door', 'code'],
    registers,
  });
  const seconds = new Histogram({
    name: 'callwatch_http_request_seconds',
    help: 'Time from the head of a request to the end of its answer.',
    labelNames: ['door'],
    buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
    registers,
  });
  return ({ door, code, seconds: took }) => {
    requests.inc({ door, code });
    seconds.observe({ door }, took);
  };
}
