#!/usr/bin/env node
// `npm run build`: everything that `npm start` would build, and nothing that is up to date.
import { buildAll } from './start/build.mjs';
import { root } from './start/data-folder.mjs';
import { installPackages } from './start/install.mjs';
import { say } from './start/progress.mjs';
import { report } from './start/report.mjs';

process.chdir(root);
try {
  await installPackages();
  await buildAll();
  say('build complete');
} catch (error) {
  report(error);
  process.exitCode = 1;
}
