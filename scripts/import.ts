// `npm run --silent import -- --key K [--url U] [--keep] FILE…`: access logs into a project, with --follow one as it grows.
// Words, then one JSON object of counts on the last line. Exit 2: wrong command line; 1: could not be sent; 130: interrupted.
import { CommanderError } from 'commander';
import { errorLine } from './error-line';
import { BatchIds } from './import/batch-ids';
import { runFollow, type FollowRun } from './import/follow/run-follow';
import { importLines } from './import/import-lines';
import { readLog } from './import/open-log';
import { Poster } from './import/post-calls';
import { showProgress } from './import/progress';
import { readLines } from './import/read-lines';
import { readOptions, UsageError, type ImportOptions } from './import/read-options';
import { Tally } from './import/tally';
import { watchParent } from './start/watch-parent.mjs';

async function importFiles(options: ImportOptions, run: FollowRun): Promise<void> {
  const { files, url, key, environment, source, rowEnvironment, format, users } = options;
  for (const file of files) {
    const progress = showProgress(file);
    try {
      const poster = new Poster({ url, key, signal: run.signal, onWait: progress.waits });
      await importLines({
        lines: readLines(readLog(file, { signal: run.signal, onBytes: progress.bytes })),
        ids: new BatchIds({ environment, source }),
        reading: { environment: rowEnvironment, format, users },
        post: (batch) => poster.post(batch),
        onBlock(outcome) {
          run.tally.add(file.name, outcome);
          progress.lines(outcome.lines.length);
        },
      });
    } finally {
      progress.stop();
    }
  }
}

/** Gives the exit code. */
async function main(argv: readonly string[]): Promise<number> {
  const options = readOptions(argv, process.env);
  const stopping = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => stopping.abort());
  watchParent(() => stopping.abort());
  const run = { tally: new Tally(), signal: stopping.signal };
  let exitCode = 0;
  try {
    await (options.follow ? runFollow(options, run) : importFiles(options, run));
  } catch (error) {
    const stopped = stopping.signal.aborted;
    const note = 'import: stopped; run it again to go on, nothing is stored twice';
    console.error(stopped ? note : errorLine('import', error));
    exitCode = !stopped ? 1 : options.follow ? 0 : 130;
  }
  for (const line of run.tally.describe(options.keep)) console.log(line);
  const counts = run.tally.counts();
  console.log(JSON.stringify(counts));
  const allRefused = counts.rejected > 0 && counts.rejected === counts.read && !options.follow;
  return allRefused ? Math.max(1, exitCode) : exitCode;
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  const helped = error instanceof CommanderError && error.exitCode === 0;
  const wrong = error instanceof CommanderError || error instanceof UsageError;
  if (!helped) console.error(errorLine('import', error));
  process.exitCode = helped ? 0 : wrong ? 2 : 1;
}
