import { emptyState, fold, type DetectorState } from '../../lib/detection';
import { workloads } from './workloads';

const FLUSH = 1_000;
const ROUND = 20_000;
const ROUNDS = 9;

/** Processor time of folding one round in flushes, in µs a signal. */
function foldRound(from: DetectorState, signals: ReturnType<(typeof workloads)[number]['signals']>) {
  let state = from;
  const before = process.cpuUsage();
  for (let first = 0; first < signals.length; first += FLUSH) {
    const flush = signals.slice(first, first + FLUSH);
    ({ state } = fold(state, flush, { nowMs: flush.at(-1)?.atMs ?? 0 }));
  }
  const { user, system } = process.cpuUsage(before);
  return { state, usPerSignal: (user + system) / signals.length };
}

const round2 = (value: number): number => Math.round(value * 100) / 100;

/** What the login detectors cost, by mix of traffic: the best of the rounds after the first, which warms up. */
export function runDetect(print: (line: string) => void): Record<string, unknown> {
  print(`fold, ${ROUND} login attempts a round in flushes of ${FLUSH}    best   median  µs a signal`);
  const bests: Record<string, number> = {};
  for (const { name, signals } of workloads) {
    let state = emptyState();
    const costs: number[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      const folded = foldRound(state, signals(round * ROUND, ROUND));
      state = folded.state;
      if (round > 0) costs.push(folded.usPerSignal);
    }
    costs.sort((a, b) => a - b);
    const [best = Number.NaN, median = Number.NaN] = [costs[0], costs[costs.length >> 1]];
    bests[name] = round2(best);
    print(`${name.padEnd(56)} ${best.toFixed(2).padStart(6)} ${median.toFixed(2).padStart(8)}`);
  }
  return { usPerSignal: Math.max(...Object.values(bests)), mixes: bests };
}
