// Set-up of every integration test: each statement that the application sends in it is held against the rules of
// telemetry and of poolers when the file is over. Statements of tests themselves are left out.
import { createHash } from 'node:crypto';
import pg from 'pg';
import { afterAll, inject } from 'vitest';
import { faultsOf, type Sent } from './check';
import { leaksThroughPooler } from './pooled';
import { isOnTelemetry } from './scope';
import { whereFrom } from './where-from';

const FRAMES = 30;
const sent = new Map<string, Sent>();
const faults: string[] = [];

const told = ({ file, text }: Sent, fault: string): string =>
  `${file}: ${fault}\n  ${text.trim().replaceAll(/\s+/g, ' ')}`;

function stackOfCaller(): string {
  const before = Error.stackTraceLimit;
  Error.stackTraceLimit = FRAMES;
  const { stack = '' } = new Error();
  Error.stackTraceLimit = before;
  return stack;
}

function note(query: unknown): void {
  const text: unknown = typeof query === 'string' ? query : Reflect.get(Object(query), 'text');
  if (typeof text !== 'string' || sent.has(text)) return;
  const sender = whereFrom(stackOfCaller());
  if (!sender) return;
  const statement = { text, file: sender.file };
  sent.set(text, statement);
  const name: unknown = Reflect.get(Object(query), 'name');
  const leak = sender.direct ? null : leaksThroughPooler({ text, name: typeof name === 'string' ? name : '' });
  if (leak) faults.push(told(statement, `${leak}, which a pooler does not carry over`));
}

/** Gives what makes the prototype as it was. */
function listenIn(prototype: object): () => void {
  const query: unknown = Reflect.get(prototype, 'query');
  if (typeof query !== 'function') throw new Error('pg has no query');
  Reflect.set(prototype, 'query', function (this: unknown, ...args: unknown[]): unknown {
    note(args[0]);
    return Reflect.apply(query, this, args);
  });
  return () => void Reflect.set(prototype, 'query', query);
}
const restores = [pg.Client.prototype, pg.Pool.prototype].map(listenIn);

/** What the application has sent in this file so far. */
export const recorded = (): Sent[] => [...sent.values()];

const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex');

/** Those that no other file of this run has had checked. */
async function unseen(client: pg.Client, statements: readonly Sent[]): Promise<Sent[]> {
  const { rows } = await client.query<{ hash: string }>(
    'insert into seen_statement select unnest($1::text[]) on conflict do nothing returning hash',
    [statements.map(({ text }) => hashOf(text)).sort()],
  );
  const fresh = new Set(rows.map(({ hash }) => hash));
  return statements.filter(({ text }) => fresh.has(hashOf(text)));
}

afterAll(async () => {
  for (const restore of restores) restore(); // the next file of this process listens anew
  const statements = [...sent.values()].filter(({ text }) => isOnTelemetry(text));
  if (statements.length > 0) {
    const client = new pg.Client(inject('testPostgres').catalogUrl);
    await client.connect();
    for (const statement of await unseen(client, statements)) {
      faults.push(...(await faultsOf(client, statement)).map((fault) => told(statement, fault)));
    }
    await client.end();
  }
  if (faults.length > 0) throw new Error(`statements of the application:\n${faults.join('\n')}`);
});
