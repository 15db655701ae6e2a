import path from 'node:path';

const folder = path.resolve(import.meta.dirname, '../../.cache/commands');

/** A command as a file that node runs as it is, made before the suite begins (`scripts/start/build.mjs`). */
export const commandFile = (name: 'import' | 'admin' | 'db-repair'): string => path.join(folder, `${name}.js`);
