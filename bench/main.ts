// `npm run --silent bench -- NAME`: a readable table, then one JSON object on the last line.
import { runDetect } from './detect/run-detect';
import { runIngest } from './ingest/run-ingest';
import { runLatency } from './latency/run-latency';

const benches = { detect: runDetect, ingest: runIngest, latency: runLatency };

const isBench = (name: string | undefined): name is keyof typeof benches => Object.hasOwn(benches, name ?? '');

const name = process.argv[2];
if (isBench(name)) {
  const figures = await benches[name]((line) => console.log(line));
  console.log(JSON.stringify(figures));
} else {
  console.error(`bench: name one of ${Object.keys(benches).join(', ')}`);
  process.exitCode = 2;
}
