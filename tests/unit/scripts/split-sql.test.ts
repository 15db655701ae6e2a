import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { splitSql } from '../../../scripts/database/split-sql.mjs';

it.each([
  ['select 1; select 2;', ['select 1', 'select 2']],
  ['select 1', ['select 1']],
  ['-- one; two\n;; /* three; */ ;\n', []],
  [`insert into t values ('a;b''c;'); select "x;""y"`, [`insert into t values ('a;b''c;')`, 'select "x;""y"']],
  ['select 1; -- the end; really', ['select 1']],
  ['do $$ begin a; b; end $$; select 2', ['do $$ begin a; b; end $$', 'select 2']],
  [
    'create function f() as $x$ select $$;$$; $x$; select $1',
    ['create function f() as $x$ select $$;$$; $x$', 'select $1'],
  ],
  [`select 'it''s -- no comment;'; select 1`, [`select 'it''s -- no comment;'`, 'select 1']],
])('splits %j', (sql, statements) => {
  expect(splitSql(sql)).toEqual(statements);
});

const MIGRATIONS = path.resolve(import.meta.dirname, '../../../prisma/migrations');
const migrations = readdirSync(MIGRATIONS, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => [name, readFileSync(path.join(MIGRATIONS, name, 'migration.sql'), 'utf8')]);

it.each(migrations)('%s: loses nothing, and each statement is one', (_, sql = '') => {
  const bare = (text: string) => text.replaceAll(/^\s*--.*$|--[^'\n]*$|[;\s]/gm, '');
  const statements = splitSql(sql);
  expect(bare(statements.join(';\n'))).toBe(bare(sql));
  for (const statement of statements) {
    expect(bare(statement)).toMatch(
      /^(create|alter|insert|update|delete|drop|do|grant|lock|revoke|comment|select|with)/i,
    );
  }
});

it.each(migrations)('%s: has nothing that a cluster refuses', (_, sql = '') => {
  expect(sql).not.toMatch(
    /\bconcurrently\b|\bset storage\b|\bcreate (or replace )?(constraint )?trigger\b|\bas identity\b/i,
  );
});
