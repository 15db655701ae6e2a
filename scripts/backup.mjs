#!/usr/bin/env node
// `npm run backup -- DEST`: the embedded database and the secrets of the data folder as one archive, while everything runs.
import { readArguments, refuseExternal, runCommand } from './backup/command.mjs';
import { dataFolder, root } from './start/data-folder.mjs';
import { installPackages } from './start/install.mjs';
import { createLifetime } from './start/lifetime.mjs';

const lifetime = createLifetime();
await runCommand('backup', async () => {
  const { target } = readArguments('npm run backup -- FILE (or a folder)');
  process.chdir(root);
  refuseExternal(process.env);
  await installPackages(lifetime.signal);
  const { takeBackup } = await import('./backup/take-backup.mjs');
  return takeBackup({ dataDir: dataFolder(process.env), destination: target, signal: lifetime.signal });
});
process.exit();
