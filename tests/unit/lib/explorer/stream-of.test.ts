import { expect, test } from 'vitest';
import { streamOf } from '../../../../lib/explorer/export/stream-of';
import { waitFor } from '../../../support/wait-for';

const WAITS = { unreadMs: 10, stalledMs: 10 };

async function* letters(made: string[]): AsyncGenerator<string> {
  for (const letter of 'abc') {
    made.push(letter);
    yield letter;
  }
}

test('each part is made when it is read, and the end is told once', async () => {
  const made: string[] = [];
  let ends = 0;
  const stream = streamOf({ parts: letters(made), onEnd: () => (ends += 1) });
  expect(made).toEqual([]);
  const reader = stream.getReader();
  await reader.read();
  expect(made).toEqual(['a']);
  await reader.read();
  await reader.read();
  expect([(await reader.read()).done, ends]).toEqual([true, 1]);
});

test.each([[0], [1]])('a reader that takes nothing after %i parts is given up', async (parts) => {
  let ends = 0;
  const reader = streamOf({ parts: letters([]), onEnd: () => (ends += 1), waits: WAITS }).getReader();
  for (let part = 0; part < parts; part++) await reader.read();
  await waitFor(() => ends === 1);
  await expect(reader.read()).rejects.toThrow('takes nothing');
  expect(ends).toBe(1);
});

test('a part that cannot be made breaks the stream off, and the end is told', async () => {
  let ends = 0;
  const broken = (async function* (): AsyncGenerator<string> {
    yield 'a';
    throw new Error('the database is gone');
  })();
  const text = new Response(streamOf({ parts: broken, onEnd: () => (ends += 1) })).text();
  await expect(text).rejects.toThrow('the database is gone');
  expect(ends).toBe(1);
});
