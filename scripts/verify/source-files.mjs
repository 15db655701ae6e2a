import fs from 'node:fs';
import path from 'node:path';

const SKIP = /^(node_modules|dist|generated|\..*)$/;
const CODE = /\.(ts|tsx|mjs|js)$/;
const TOP_LEVEL = [
  'server.ts',
  'prisma.config.ts',
  'vitest.config.ts',
  'next.config.js',
  'postcss.config.mjs',
  'knip.config.ts',
];
const FOLDERS = ['app', 'components', 'lib', 'worker', 'sdk', 'demo', 'bench', 'scripts', 'tests'];

/**
 * Every code file of the project, relative to its root.
 * @param {string} root
 * @returns {string[]}
 */
export function sourceFiles(root) {
  const exists = (/** @type {string} */ name) => fs.existsSync(path.join(root, name));
  return [...TOP_LEVEL.filter(exists), ...FOLDERS.filter(exists).flatMap((folder) => filesBelow(root, folder))];
}

/**
 * @param {string} root
 * @param {string} folder
 * @returns {string[]}
 */
function filesBelow(root, folder) {
  return fs.readdirSync(path.join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const file = `${folder}/${entry.name}`;
    if (SKIP.test(entry.name)) return [];
    if (entry.isDirectory()) return filesBelow(root, file);
    return CODE.test(entry.name) ? [file] : [];
  });
}
