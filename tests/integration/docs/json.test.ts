import { createHmac } from 'node:crypto';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { createRuleInput } from '../../../lib/alerting';
import { ACCOUNT_HASH_VECTORS } from '../../../sdk/src/wire';
import { typeFaults } from '../../support/docs/check-types';
import { blocksOf, nameOf, proseOf, type Block } from '../../support/docs/documents';
import { programOf, typesOf } from '../../support/docs/json-types';
import { GZIP, gzip, row, startIngest } from '../ingest/harness';

const blocks = blocksOf('json');
const named = blocks.map((block) => [nameOf(block), block] as const);
const read = (block: Block | undefined): Record<string, unknown> => Object(JSON.parse(block?.text ?? ''));
const shown = (type: string): Block | undefined => blocks.find((block) => typesOf(block).join() === type);

it.each(named)('%s is JSON of one known type', (_, block) => {
  expect(() => read(block)).not.toThrow();
  expect(typesOf(block)).toHaveLength(1);
});

const right = shown('WireAccepted');
const spoil = (from: string, to: string): Block[] => (right ? [{ ...right, text: right.text.replace(from, to) }] : []);
const spoiled = [
  ...spoil('"accepted"', '"extra": 1, "accepted"'), // a field too many
  ...spoil('"code"', '"cause"'), // one that is missing
  ...spoil('1', '"1"'), // one of another kind
];

describe('what TypeScript says of them', () => {
  const faults = new Map<Block, string[]>();
  beforeAll(() => {
    const files = [...blocks, ...spoiled].map(
      (block, index) => [`tests/support/docs/shown-${index}.ts`, block] as const,
    );
    const found = typeFaults(Object.fromEntries(files.map(([file, block]) => [file, programOf(block)])));
    for (const [file, block] of files)
      faults.set(
        block,
        found.filter((fault) => fault.startsWith(`${path.basename(file)}:`)),
      );
  });

  it.each(named)('%s has the fields of its type, and no others', (_, block) => {
    expect(faults.get(block)).toEqual([]);
  });

  it('a field too many, one that is missing and one of another kind are found', () => {
    expect(spoiled.map((block) => faults.get(block)?.length)).toEqual([1, 1, 1]);
  });
});

const withTimes = (text = ''): unknown =>
  JSON.parse(
    text.replace(/"startedAtMs": \[[^\]]*\]/, (times) =>
      times.replaceAll(/\d+(?=\.|,|\])/g, (digits) => (digits.length > 5 ? String(Date.now() - 500) : digits)),
    ),
  );

it.each(['WireBatch', 'WholeBatch'])('the %s is stored as it stands, but for its times', async (type) => {
  const world = await startIngest();
  const batch = Object(withTimes(shown(type)?.text));
  const answer = await world.post(gzip(batch), GZIP);
  expect([answer.status, answer.body]).toEqual([202, { accepted: batch.calls.status.length, rejected: [] }]);
  expect(await world.count('select min(duration_us) from call')).toBe(12_500);
});

it('the guide to the wire format explains each field, column and dictionary', () => {
  const batch = Object(read(shown('WholeBatch')));
  const names = [batch, batch.calls, batch.dict].flatMap((part: object) => Object.keys(part));
  const guide = proseOf('docs/guides/wire-format.md');
  expect(names.filter((name) => !guide.includes(`\`${name}\``))).toEqual([]);
});

it('the configuration is what the server answers, but for the key, which gives the hash that the guide names', async () => {
  const world = await startIngest();
  const answer = await fetch(world.url, { headers: { authorization: `Bearer ${world.ingestKey}` } });
  const told = read(shown('SdkConfig'));
  expect(await answer.json()).toEqual({ ...told, accountKey: expect.any(String) });
  const [account = '', hash = ''] = ACCOUNT_HASH_VECTORS[0] ?? [];
  const key = Buffer.from(String(told['accountKey']), 'base64');
  expect(createHmac('sha256', key).update(account).digest('hex').slice(0, 32)).toBe(hash);
  expect(proseOf('docs/guides/wire-format.md')).toContain(`\`${account}\` gives \`${hash}\``);
});

it('the answer is that of a good call with a misspelt field and of one with such a status', async () => {
  const world = await startIngest();
  const { body } = await world.post(
    { calls: [row({ durationms: 5 }), row({ status: 42 })] },
    { 'content-type': 'application/json' },
  );
  expect(body).toEqual(read(shown('WireAccepted')));
});

it('the rule is one that is taken', () => {
  expect(createRuleInput.safeParse(read(shown('NewMetricRule')))).toMatchObject({ success: true });
});
