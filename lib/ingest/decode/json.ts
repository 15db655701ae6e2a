import { isAscii, isUtf8 } from 'node:buffer';
import { LIMITS } from '../limits';
import { refusal, type Refusal } from '../pipeline/refusal';
import { exceeds } from './extent';

export type JsonObject = Readonly<Record<string, unknown>>;

/** A JSON object; never spread or assign one, it may have an own `__proto__`. */
export const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export const undecodable = (message: string): Refusal => refusal('undecodable', 'invalid', message);

function textOf(bytes: Buffer): string {
  if (isAscii(bytes)) return bytes.toString('latin1');
  if (!isUtf8(bytes)) throw undecodable('the body is not valid UTF-8');
  return bytes.toString('utf8');
}

const tooManyValues = (values: number): Refusal =>
  refusal('too_many_values', 'too_large', `the body must not hold more than ${values} JSON values`);

/**
 * Parses a body of at most so many values. Throws a refusal for text that is not UTF-8, not JSON, nested too deep, of too
 * many values or not an object.
 */
export function parseBody(bytes: Buffer, values: number): JsonObject {
  if (bytes.length === 0) throw undecodable('the body is empty');
  const text = textOf(bytes);
  const exceeded = exceeds(bytes, { depth: LIMITS.depth, values });
  if (exceeded === 'depth') throw undecodable(`the body nests deeper than ${LIMITS.depth} levels`);
  if (exceeded === 'values') throw tooManyValues(values);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw undecodable('the body is not valid JSON');
  }
  if (!isObject(value)) throw undecodable('the body must be a JSON object');
  return value;
}
