#!/usr/bin/env node
// `npm run --silent bench -- NAME`: makes the machine ready, then measures (bench/main.ts). Nothing but Node is needed.
import { spawn } from 'node:child_process';
import { BENCHES } from '../bench/benches.mjs';
import { buildAll } from './start/build.mjs';
import { root } from './start/data-folder.mjs';
import { installPackages } from './start/install.mjs';
import { report } from './start/report.mjs';
import { answerUsage } from './start/usage.mjs';

const names = Object.keys(BENCHES);
const [name] = process.argv.slice(2);
answerUsage({
  usage: [
    'Usage: npm run --silent bench -- NAME',
    '',
    'Measures on this machine: a table for people, then one JSON object on the last line.',
    '',
    ...Object.entries(BENCHES).map(([bench, what]) => `  ${bench.padEnd(10)} ${what}`),
  ].join('\n'),
  problem: names.includes(name ?? '') ? undefined : `name one of ${names.join(', ')}`,
});

process.chdir(root);
try {
  await installPackages(undefined, { dev: true });
  await buildAll({ pages: false });
  const args = ['--import', 'tsx', 'bench/main.ts', ...process.argv.slice(2)];
  const child = spawn(process.execPath, args, { stdio: 'inherit' });
  child.on('error', report);
  child.on('close', (code) => {
    process.exitCode = code ?? 1;
  });
} catch (error) {
  report(error);
  process.exitCode = 1;
}
