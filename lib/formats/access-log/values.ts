import { storable } from './log-text';

const NUMBER = /^-?\d{1,20}(?:\.\d{1,12})?(?:e[+-]?\d{1,2})?$/i;
const TRACE_ID = /^(?:[0-9a-f]{2}-)?(?!0{32})([0-9a-f]{32})(?:-[0-9a-f]{16}-[0-9a-f]{2})?$/i;
const AMAZON_ROOT = /(?:^|;)Root=1-([0-9a-f]{8})-([0-9a-f]{24})(?:;|$)/i;

/** The text of a field; null for an empty one, for `-`, and for what is no text. */
export function textOf(value: unknown): string | null {
  return typeof value !== 'string' || value === '' || value === '-' ? null : storable(value);
}

/** A number, or a text that is one; null for anything else. */
export function numberOf(value: unknown): number | null {
  if (typeof value === 'number') return Number.isFinite(value) ? value : null;
  return typeof value === 'string' && NUMBER.test(value) ? Number(value) : null;
}

/** A number of bytes; null for what is none. */
export function bytesOf(value: unknown): number | null {
  const bytes = numberOf(value);
  return bytes !== null && Number.isSafeInteger(bytes) && bytes >= 0 ? bytes : null;
}

/** Milliseconds of a duration in units of so many; null for what is none. A clock that was set back makes negative ones. */
export function durationMsOf(value: unknown, unitMs: number): number | null {
  const units = numberOf(value);
  return units === null || units < 0 ? null : units * unitMs;
}

export const isStatus = (status: number | null): status is number =>
  status !== null && Number.isInteger(status) && status >= 100 && status <= 599;

/** The trace of a W3C id or traceparent, or of Amazon's `Root=1-…-…`; null for what is none. */
export function traceIdOf(text: string | null): string | null {
  if (text === null) return null;
  const root = AMAZON_ROOT.exec(text);
  const id = root ? `${root[1]}${root[2]}` : TRACE_ID.exec(text)?.[1];
  return id?.toLowerCase() ?? null;
}

/** The last address of a list of proxies: the others are what the client says of itself. */
export const lastOf = (hosts: string): string => hosts.slice(hosts.lastIndexOf(',') + 1).trim();

/** An address without the port behind it. */
export function withoutPort(host: string): string {
  const bracketed = /^\[([^\]]*)\](?::\d{1,5})?$/.exec(host)?.[1];
  if (bracketed !== undefined) return bracketed;
  const colon = host.lastIndexOf(':');
  return colon >= 0 && /^\d{1,5}$/.test(host.slice(colon + 1)) ? host.slice(0, colon) : host;
}
