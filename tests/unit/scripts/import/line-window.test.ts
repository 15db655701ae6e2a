import { expect, it } from 'vitest';
import { LineWindow } from '../../../../scripts/import/line-window';
import { LineBuffer, readLines, type Line } from '../../../../scripts/import/read-lines';

const texts = (lines: readonly Line[] | null): string[] | undefined => lines?.map(({ bytes }) => bytes.toString());
const linesOf = (text: string): Line[] => new LineBuffer().split(Buffer.from(text));

// lines of a file that grows
it('are a block as soon as there are no more for now, or as many as a block holds', async () => {
  const source = async function* (): AsyncGenerator<Line[]> {
    yield [];
    yield linesOf('a\nb\nc\n');
    yield [];
    yield linesOf('d\n');
  };
  const window = new LineWindow(source(), 2);
  expect(texts(await window.peek())).toEqual(['a', 'b']);
  window.drop(2);
  expect(texts(await window.peek())).toEqual(['c']);
  expect(texts(await window.peekExactly(2))).toEqual(['c', 'd']);
  expect(await window.peekExactly(3)).toBeNull();
  window.drop(2);
  expect(await window.peek()).toEqual([]);
});

it('know where they end, blank ones and ends of Windows included, however they are cut up', async () => {
  const text = Buffer.from('one\r\n\n  \ntwo\nthree');
  for (let size = 1; size <= text.length; size += 1) {
    const chunks = async function* (): AsyncGenerator<Buffer> {
      for (let at = 0; at < text.length; at += size) yield text.subarray(at, at + size);
    };
    const lines: Line[] = [];
    for await (const some of readLines(chunks())) lines.push(...some);
    expect(lines.map(({ number, endByte, ended }) => [number, endByte, ended])).toEqual([
      [1, 5, true],
      [4, 13, true],
      [5, 18, false],
    ]);
  }
});
