import { describe, expect, it } from 'vitest';
import { type Entry, type EntryGroup, findEntries } from '../../../components/frame/palette/entry';

const entry = (label: string, words?: string): Entry => ({
  id: label,
  label,
  run: () => undefined,
  ...(words && { words }),
});
const groups: EntryGroup[] = [
  { kind: 'Go to', entries: [entry('Callers', 'page'), entry('Calls', 'page'), entry('Overview', 'page')], shown: 9 },
  { kind: 'Endpoints', entries: [entry('GET /v1/orders'), entry('POST /v1/orders')], shown: 1, onlyFound: true },
];
const labels = (typed: string) => findEntries(groups, typed).map(({ entries }) => entries.map(({ label }) => label));

describe('what the palette finds', () => {
  it('is pages and actions, and no data, before anything is typed', () => {
    expect(labels('  ')).toEqual([['Callers', 'Calls', 'Overview']]);
  });

  it('has every typed word, in the label or among the words behind it', () => {
    expect(labels('page over')).toEqual([['Overview']]);
    expect(labels('POST orders')).toEqual([['POST /v1/orders']]);
    expect(labels('nothing')).toEqual([]);
  });

  it('begins with what was typed where something does, and is bounded', () => {
    expect(labels('v1')).toEqual([['GET /v1/orders']]);
    expect(labels('calls')[0]?.[0]).toBe('Calls');
  });
});
