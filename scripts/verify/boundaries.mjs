import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { cruise } from 'dependency-cruiser';
import extractTSConfig from 'dependency-cruiser/config-utl/extract-ts-config';
import { sourceFiles } from './source-files.mjs';

/** @typedef {{ rule: string, from: string, to: string }} Violation */

/**
 * Reads the import graph and checks it against .dependency-cruiser.mjs. A cruiser that cannot parse TypeScript skips its
 * files and finds no violations, so every source file has to be among those read.
 * @param {string} root
 * @returns {Promise<{ modules: number, violations: Violation[], unread: string[] }>}
 */
export async function checkBoundaries(root) {
  const { default: config } = await import(pathToFileURL(path.resolve('.dependency-cruiser.mjs')).href);
  const files = sourceFiles(root);
  const { output } = await cruise(
    files,
    { ...config.options, baseDir: root, validate: true, ruleSet: { forbidden: config.forbidden } },
    undefined,
    { tsConfig: extractTSConfig(path.resolve('tsconfig.json')) },
  );
  if (typeof output === 'string') throw new Error('dependency-cruiser gave a text in the place of its result');
  const read = new Set(output.modules.map(({ source }) => source));
  return {
    modules: read.size,
    violations: output.summary.violations.map(({ rule, from, to }) => ({ rule: rule.name, from, to })),
    unread: files.filter((file) => !read.has(file)),
  };
}
