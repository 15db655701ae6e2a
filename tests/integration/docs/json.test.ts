import { createHmac } from 'node:crypto';
import { expect, it, test } from 'vitest';
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

const fileOf = (index: number): string => `tests/support/docs/shown-${index}.ts`;

it('each has the fields of its type, and no others', () => {
  const faults = typeFaults(Object.fromEntries(blocks.map((block, index) => [fileOf(index), programOf(block)])));
  const where = (fault: string): string =>
    fault.replace(/^shown-(\d+)\.ts:\d+/, (_, index: string) => named[Number(index)]?.[0] ?? '');
  expect(faults.map(where)).toEqual([]);
});

test('a field too many, one that is missing and one of another kind are found', () => {
  const block = shown('WireAccepted') as Block;
  const spoil = (from: string, to: string): Block => ({ ...block, text: block.text.replace(from, to) });
  const spoiled = [spoil('"accepted"', '"extra": 1, "accepted"'), spoil('"code"', '"cause"'), spoil('1', '"1"')];
  const files = spoiled.map((one, index) => [fileOf(index), programOf(one)] as const);
  const faults = typeFaults(Object.fromEntries(files));
  expect(new Set(faults.map((fault) => fault.slice(0, 8)))).toEqual(new Set(['shown-0.', 'shown-1.', 'shown-2.']));
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

it('the answer is that of a good call and of one with such a status', async () => {
  const world = await startIngest();
  const { body } = await world.post({ calls: [row(), row({ status: 42 })] }, { 'content-type': 'application/json' });
  expect(body).toEqual(read(shown('WireAccepted')));
});

it('the rule is one that is taken', () => {
  expect(createRuleInput.safeParse(read(shown('NewMetricRule')))).toMatchObject({ success: true });
});
