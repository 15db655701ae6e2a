import { isAscii, isUtf8 } from 'node:buffer';
import { LIMITS } from '../limits';
import { refusal, type Refusal } from '../pipeline/refusal';
import { isDeeperThan } from './depth';

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

/** Parses a body. Throws a refusal for text that is not UTF-8, not JSON, nested too deep or not an object. */
export function parseBody(bytes: Buffer): JsonObject {
  if (bytes.length === 0) throw undecodable('the body is empty');
  const text = textOf(bytes);
  if (isDeeperThan(bytes, LIMITS.depth)) throw undecodable(`the body nests deeper than ${LIMITS.depth} levels`);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw undecodable('the body is not valid JSON');
  }
  if (!isObject(value)) throw undecodable('the body must be a JSON object');
  return value;
}
