import { METHODS as SENDABLE } from 'node:http';
import { methodIndex, METHODS } from '../../shared';

const REGISTERED = new Set([...SENDABLE, 'QUERY', 'OTHER']);

/**
 * Index into the methods that are told apart, 0 (`OTHER`) for the rarer registered ones (PROPFIND, PURGE …), -1 for what is
 * no HTTP method.
 */
export function readMethod(value: unknown): number {
  if (typeof value !== 'string' || value.length > 32) return -1;
  const method = value.toUpperCase();
  return REGISTERED.has(method) ? methodIndex(method) : -1;
}

export const methodName = (index: number): string => METHODS[index] ?? 'OTHER';
