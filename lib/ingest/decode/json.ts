import { isAscii, isUtf8 } from 'node:buffer';
import { turn } from '../../shared';
import { LIMITS } from '../limits';
import { after } from '../pipeline/after';
import { refusal, type Refusal } from '../pipeline/refusal';
import { Outline, PART_BYTES, type Extent } from './outline';
import { PartsParser } from './parse-parts';
import { isPlainlyWithin } from './plainly-within';

export type JsonObject = Readonly<Record<string, unknown>>;

/** A JSON object; never spread or assign one, it may have an own `__proto__`. */
export const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export const undecodable = (message: string): Refusal => refusal('undecodable', 'invalid', message);

const WALK_BYTES = 2 << 20;

/** How the bytes of a body become text. */
function decoderOf(bytes: Buffer): (part: Buffer) => string {
  if (isAscii(bytes)) return (part) => part.toString('latin1');
  if (!isUtf8(bytes)) throw undecodable('the body is not valid UTF-8');
  return (part) => part.toString('utf8');
}

const tooLarge = (reason: string, what: string): Refusal =>
  refusal(reason, 'too_large', `the body must not hold ${what}`);

function check({ exceeded }: Outline, values: number): void {
  switch (exceeded) {
    case 'depth':
      throw undecodable(`the body nests deeper than ${LIMITS.depth} levels`);
    case 'values':
      throw tooLarge('too_many_values', `more than ${values} JSON values`);
    case 'names':
      throw tooLarge('too_many_names', `more than ${LIMITS.names} different names of members`);
    case null:
  }
}

const noJson = (error: unknown): never => {
  if (error instanceof SyntaxError) throw undecodable('the body is not valid JSON');
  throw error;
};

const extentOf = (values: number): Extent => ({ depth: LIMITS.depth, values, names: LIMITS.names });

type Reader = (bytes: Buffer, textOf: (part: Buffer) => string, values: number) => unknown;

const readAtOnce: Reader = (bytes, textOf, values) => {
  const text = textOf(bytes);
  if (!isPlainlyWithin(text, extentOf(values))) {
    const outline = new Outline(bytes, extentOf(values));
    outline.walk(bytes.length);
    check(outline, values);
  }
  try {
    return JSON.parse(text);
  } catch (error) {
    return noJson(error);
  }
};

const readInParts: Reader = async (bytes, textOf, values) => {
  const outline = new Outline(bytes, extentOf(values));
  while (!outline.walk(WALK_BYTES)) await turn();
  check(outline, values);
  return new PartsParser(bytes, outline, textOf).parse().catch(noJson);
};

/**
 * Parses a body of at most so many values; a large one in parts, while others go on. Throws a refusal for text that is not
 * UTF-8, not JSON, nested too deep, of too many values or names, or not an object.
 */
export function parseBody(bytes: Buffer, values: number): JsonObject | Promise<JsonObject> {
  if (bytes.length === 0) throw undecodable('the body is empty');
  const read = bytes.length > PART_BYTES ? readInParts : readAtOnce;
  return after(read(bytes, decoderOf(bytes), values), (value) => {
    if (!isObject(value)) throw undecodable('the body must be a JSON object');
    return value;
  });
}
