import { randomBytes } from 'node:crypto';
import { Client } from 'pg';
import { expect, inject, it, onTestFinished } from 'vitest';
import { runOnCitus } from '../../support/docs/citus';
import { blocksOf, nameOf, type Block } from '../../support/docs/documents';

const blocks = blocksOf('sql');
const statementsOf = (text: string): string[] =>
  text
    .split(';')
    .map((one) => one.trim())
    .filter(Boolean);
const isOfServer = ({ text }: Block): boolean => /^create (role|database)\b/m.test(text);
const named = (some: readonly Block[]) => some.map((block) => [nameOf(block), block.text] as const);

it.each(named(blocks.filter(isOfServer)))('a superuser can run %s', async (_, text) => {
  const superuser = new Client(inject('testPostgres').superUrl);
  await superuser.connect();
  onTestFinished(() => superuser.end());
  // roles and databases are of the whole server: those of the text get names of their own
  const mark = randomBytes(6).toString('hex');
  const made = [...text.matchAll(/create (role|database) (\w+)/g)].map(([, kind = '', name = '']) => ({ kind, name }));
  onTestFinished(async () => {
    for (const { kind, name } of made.toReversed())
      await superuser.query(`drop ${kind} if exists docs_${mark}_${name}`);
  });
  const own = made.reduce(
    (all, { name }) => all.replaceAll(new RegExp(`\\b${name}\\b`, 'g'), `docs_${mark}_${name}`),
    text,
  );
  for (const statement of statementsOf(own)) expect((await superuser.query(statement)).command).toBe('CREATE');
});

it.each(named(blocks.filter((block) => !isOfServer(block))))('the owner of the tables can run %s', async (_, text) => {
  const statements = statementsOf(text);
  expect(await runOnCitus(statements)).toEqual(statements.map(() => 'SELECT'));
});
