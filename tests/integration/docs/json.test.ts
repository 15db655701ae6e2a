import { expect, it, test } from 'vitest';
import { createRuleInput } from '../../../lib/alerting';
import { typeFaults } from '../../support/docs/check-types';
import { blocksOf, nameOf, type Block } from '../../support/docs/documents';
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

it('the batch of columns is stored as it stands, but for its time', async () => {
  const world = await startIngest();
  const batch = shown('WireBatch')?.text.replace(
    /"startedAtMs": \[[\d.]+\]/,
    `"startedAtMs": [${Date.now() - 500}.25]`,
  );
  const answer = await world.post(gzip(JSON.parse(batch ?? '')), GZIP);
  expect([answer.status, answer.body]).toEqual([202, { accepted: 1, rejected: [] }]);
  expect(await world.count('select duration_us from call')).toBe(12_500);
});

it('the answer is that of a good call and of one with such a status', async () => {
  const world = await startIngest();
  const { body } = await world.post({ calls: [row(), row({ status: 42 })] }, { 'content-type': 'application/json' });
  expect(body).toEqual(read(shown('WireAccepted')));
});

it('the rule is one that is taken', () => {
  expect(createRuleInput.safeParse(read(shown('NewMetricRule')))).toMatchObject({ success: true });
});
