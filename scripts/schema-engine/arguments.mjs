import fs from 'node:fs';
import pg from 'pg';

/**
 * Reads the arguments that the Prisma command line gives its engine.
 * @param {string[]} args
 */
export function readArguments(args) {
  /** @type {[string, string][]} */
  const datamodels = [];
  let url = '';
  let command = '';
  for (let i = 0; i < args.length; i += 1) {
    const value = args[i + 1] ?? '';
    if (args[i] === '--datamodels') datamodels.push([value, fs.readFileSync(value, 'utf8')]);
    else if (args[i] === '--datasource') url = JSON.parse(value).url ?? '';
    else if (args[i] === 'cli') command = value;
    if (args[i]?.startsWith('--') || args[i] === 'cli') i += 1;
  }
  return { datamodels, url, command };
}

/**
 * The database server behind a URL.
 * @param {string} url
 */
export function serverOf(url) {
  const parsed = new URL(url);
  const database = decodeURIComponent(parsed.pathname.slice(1));
  const urlOf = (/** @type {string} */ name) => {
    const other = new URL(url);
    other.pathname = `/${name}`;
    other.searchParams.delete('schema');
    return other.href;
  };
  const query = async (/** @type {string} */ name, /** @type {string} */ sql) => {
    const client = new pg.Client(urlOf(name));
    await client.connect();
    try {
      await client.query(sql);
    } finally {
      await client.end();
    }
  };
  return {
    database,
    schema: parsed.searchParams.get('schema') ?? 'public',
    host: parsed.host,
    user: parsed.username,
    urlOf,
    ping: () => query(database, 'select 1'),
    run: (/** @type {string} */ sql) => query('postgres', sql),
    create: () => query('postgres', `create database "${database.replaceAll('"', '""')}"`),
    drop: () => query('postgres', `drop database if exists "${database.replaceAll('"', '""')}" with (force)`),
  };
}

/** @typedef {ReturnType<typeof serverOf>} SchemaServer */
