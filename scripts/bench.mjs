#!/usr/bin/env node
// `npm run --silent bench -- NAME`: makes the machine ready, then measures (bench/main.ts). Nothing but Node is needed.
import { spawn } from 'node:child_process';
import { buildAll } from './start/build.mjs';
import { root } from './start/data-folder.mjs';
import { installPackages } from './start/install.mjs';
import { report } from './start/report.mjs';

process.chdir(root);
try {
  await installPackages();
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
