#!/usr/bin/env node
// `npm run restore -- SRC [--replace]`: puts a backup into the data folder of this machine. Nothing may run on it.
import { readArguments, refuseExternal, runCommand } from './backup/command.mjs';
import { dataFolder, root } from './start/data-folder.mjs';
import { installPackages } from './start/install.mjs';
import { createLifetime } from './start/lifetime.mjs';

const lifetime = createLifetime();
await runCommand('restore', async () => {
  const { target, given } = readArguments('npm run restore -- FILE [--replace]', ['replace']);
  process.chdir(root);
  refuseExternal(process.env);
  await installPackages(lifetime.signal);
  const { restoreBackup } = await import('./backup/restore-backup.mjs');
  const { signal } = lifetime;
  return restoreBackup({ dataDir: dataFolder(process.env), archive: target, replace: given.has('replace'), signal });
});
process.exit();
