// `npm run --silent bench -- NAME`: a readable table, then one JSON object on the last line. scripts/bench.mjs checks NAME.
import type { BENCHES } from './benches.mjs';
import { runDetect } from './detect/run-detect';
import { runFairness } from './fairness/run-fairness';
import { runIngest } from './ingest/run-ingest';
import { runLatency } from './latency/run-latency';
import { runLighthouse } from './lighthouse/run-lighthouse';
import { runQuery } from './query/run-query';
import { runRollup } from './rollup/run-rollup';
import { runSdk } from './sdk/run-sdk';
import { runSoak } from './soak/run-soak';

type Run = (say: (line: string) => void) => object | Promise<object>;

const runs: Record<keyof typeof BENCHES, Run> = {
  detect: runDetect,
  fairness: runFairness,
  ingest: runIngest,
  latency: runLatency,
  lighthouse: runLighthouse,
  query: runQuery,
  rollup: runRollup,
  sdk: runSdk,
  soak: runSoak,
};

const isBench = (name: string | undefined): name is keyof typeof runs => Object.hasOwn(runs, name ?? '');

const name = process.argv[2];
if (!isBench(name)) throw new Error(`no measurement "${name}"`);
const figures = await runs[name]((line) => console.log(line));
console.log(JSON.stringify(figures));
