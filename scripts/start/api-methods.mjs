import fs from 'node:fs';
import path from 'node:path';
import { root } from './data-folder.mjs';

const VERBS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'];
const API = path.join(root, 'app', 'api');

/** @param {string} source of a route.ts */
const verbsIn = (source) =>
  VERBS.filter((verb) => {
    const declared = new RegExp(`^export (const|(async )?function) ${verb}\\b`, 'm');
    const named = new RegExp(`^export \\{[^}]*\\b${verb}\\b[^}]*\\}`, 'm');
    return declared.test(source) || named.test(source);
  });

/**
 * Verbs that each route.ts below app/api exports, by path as the folders are called.
 * @returns {Record<string, string[]>}
 */
export function findApiMethods() {
  const files = fs.readdirSync(API, { recursive: true, encoding: 'utf8' });
  const routes = files.filter((file) => path.basename(file) === 'route.ts').sort();
  return Object.fromEntries(
    routes.map((file) => {
      const folders = path.dirname(file).split(path.sep).join('/');
      return [`/api/${folders}`, verbsIn(fs.readFileSync(path.join(API, file), 'utf8'))];
    }),
  );
}

/** Leaves the table where the server looks for it: in the build of the pages, which it describes. */
export const writeApiMethods = () =>
  fs.writeFileSync(path.join(root, '.next', 'api-methods.json'), JSON.stringify(findApiMethods()));
