import fs from 'node:fs';
import path from 'node:path';
import { root } from '../start/data-folder.mjs';

/** Nothing in it belongs to one project. */
const SHARED = ['lease'];
/** They have a few rows a project and day, which are read with ordinary tables: they stay beside those. */
const FEW = ['quota_usage', 'ignored_calls'];
/** Names of what calls refer to. Calls are joined with them, and so are rules and policies: every node has them all. */
const REFERENCE = ['endpoint', 'consumer', 'user_agent'];

/** @returns {string[]} tables of raw SQL with rows of projects, from prisma/external-tables.json, without their schema */
export function telemetryTables() {
  const names = JSON.parse(fs.readFileSync(path.join(root, 'prisma', 'external-tables.json'), 'utf8'));
  const tables = names.map((/** @type {string} */ name) => name.replace('public.', ''));
  return tables.filter((/** @type {string} */ name) => !SHARED.includes(name));
}

/** What a cluster holds by project_id; `call` first, the others beside it. */
export const distributedTables = () => telemetryTables().filter((name) => !FEW.includes(name));

export const referenceTables = () => REFERENCE;
