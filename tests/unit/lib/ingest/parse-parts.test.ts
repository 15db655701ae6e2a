import fc from 'fast-check';
import { expect, it } from 'vitest';
import { Outline } from '../../../../lib/ingest/decode/outline';
import { PartsParser } from '../../../../lib/ingest/decode/parse-parts';

const EXTENT = { depth: 100, values: 1e9, names: 1e9 };

async function inParts(text: string, partBytes: number): Promise<unknown> {
  const bytes = Buffer.from(text);
  const outline = new Outline(bytes, EXTENT, partBytes);
  while (!outline.walk(7));
  return new PartsParser(bytes, outline, (part) => part.toString('utf8')).parse();
}

/** What comes out, or that it is no JSON. */
const outcome = async (parse: () => unknown): Promise<unknown> => {
  try {
    return { value: await parse() };
  } catch (error) {
    if (error instanceof SyntaxError) return 'no JSON';
    throw error;
  }
};

const spaces = fc.constantFrom('', ' ', '\n\t ', '      ');
const structure = fc.constantFrom('{', '}', '[', ']', ',', ':', '"', '\\', ' ', '1', 'é');

/** JSON texts with names that matter, and the same with a character changed, put in or taken out. */
const texts = fc
  .record({ value: fc.jsonValue({ maxDepth: 5 }), indent: spaces, partBytes: fc.integer({ min: 1, max: 40 }) })
  .map(({ value, indent, partBytes }) => ({
    text: JSON.stringify({ list: [value, [value, 'ü"\\'], { a: value }], __proto__0: 1, c: value }, null, indent),
    partBytes,
  }));

it('gives what JSON.parse gives, whatever the size of the parts', async () => {
  await fc.assert(
    fc.asyncProperty(texts, async ({ text, partBytes }) => {
      const named = text.replace('__proto__0', '__proto__');
      expect(await inParts(named, partBytes)).toEqual(JSON.parse(named));
    }),
    { numRuns: 150 },
  );
});

it('refuses what JSON.parse refuses', async () => {
  const changes = fc.record({ at: fc.nat(), remove: fc.nat(2), insert: fc.string({ unit: structure, maxLength: 2 }) });
  await fc.assert(
    fc.asyncProperty(texts, changes, async ({ text, partBytes }, { at, remove, insert }) => {
      const place = at % text.length;
      const changed = text.slice(0, place) + insert + text.slice(place + remove);
      expect(await outcome(() => inParts(changed, partBytes))).toEqual(await outcome(() => JSON.parse(changed)));
    }),
    { numRuns: 600 },
  );
});

it.each(['[]', '{}', '[      ]', '{"a":[    ],"b":{      }}'])('takes %s for what holds nothing', async (text) => {
  for (let partBytes = 0; partBytes < 4; partBytes += 1) {
    expect(await inParts(text, partBytes)).toEqual(JSON.parse(text));
  }
});

it.each([
  '[1,]',
  '[,1]',
  '[1,,2]',
  '{"a":1,}',
  '{,"a":1}',
  '[1}',
  '{"a":1]',
  '[1],[2]',
  '[1]],[[2]',
  '{"a"1}',
  '{1:2}',
  '',
])('takes %s for no JSON', async (text) => {
  for (let partBytes = 0; partBytes < 4; partBytes += 1) {
    expect(await outcome(() => inParts(text, partBytes))).toBe('no JSON');
  }
});
