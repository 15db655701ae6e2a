import { canonicalAddress, canonicalCidr } from '../address';
import { CALL_MARKS, CONTENT_TYPES, LOGIN_OUTCOMES, METHODS } from '../call';
import { isAccountHash, isTraceId } from '../hex-id';
import type { CallFilterColumn, CallTests, Pattern, Span } from './columns';

/** What a text was read into, or what is wrong with it. */
export type Read<T> = { value: T } | { fault: string };

const INT_MAX = 2_147_483_647;
const US_PER_MS = 1_000;
const COMPARED = /^(>=|<=|>|<) ?(\d{1,12}(?:\.\d{1,3})?)$/;
const BETWEEN = /^(\d{1,12}(?:\.\d{1,3})?)(?:-(\d{1,12}(?:\.\d{1,3})?))?$/;

const good = <T>(value: T): Read<T> => ({ value });
const wrong = (fault: string): { fault: string } => ({ fault });

/** `404`, `100-250`, `>500`, `<=10`: as whole numbers of a unit of which `scale` make one of the text's. */
function readSpan(text: string, scale: number): Span | null {
  const whole = (number: string): number => Math.round(Number(number) * scale);
  const [, sign, bound] = COMPARED.exec(text) ?? [];
  if (sign !== undefined && bound !== undefined) {
    if (sign === '>') return { low: whole(bound) + 1, high: null };
    if (sign === '>=') return { low: whole(bound), high: null };
    return { low: 0, high: whole(bound) - (sign === '<' ? 1 : 0) };
  }
  const [, low, high] = BETWEEN.exec(text) ?? [];
  return low === undefined ? null : { low: whole(low), high: whole(high ?? low) };
}

const span =
  (scale: number, fault: string) =>
  (text: string): Read<Span> => {
    const found = readSpan(text, scale);
    if (!found || (scale === 1 && text.includes('.'))) return wrong(fault);
    return found.high !== null && found.low > Math.max(found.high, 0)
      ? wrong('must not end before it begins')
      : good(found);
  };

const STATUS_FAULT = 'must be a status such as 404, a class such as 4xx, a range such as 400-403 or >=500';
const status = span(1, STATUS_FAULT);
function readStatus(text: string): Read<Span> {
  const [, first] = /^([1-5])xx$/i.exec(text) ?? [];
  if (first !== undefined) return good({ low: Number(first) * 100, high: Number(first) * 100 + 99 });
  return /^(>=|<=|>|<)? ?[1-5]\d\d(-[1-5]\d\d)?$/.test(text) ? status(text) : wrong(STATUS_FAULT);
}

function readMethod(text: string): Read<number> {
  const index = METHODS.findIndex((method) => method === text.toUpperCase());
  return index < 0 ? wrong(`must be one of ${METHODS.join(', ')}`) : good(index);
}

/** A call without a content type has nothing there, `-`. */
const [, ...SENT] = CONTENT_TYPES;
function readContentType(text: string): Read<number> {
  const index = SENT.findIndex((type) => type === text.toLowerCase());
  return index < 0 ? wrong(`must be one of ${SENT.join(', ')}`) : good(index + 1);
}

function readEndpoint(text: string): Read<number> {
  const id = /^\d{1,10}$/.test(text) ? Number(text) : 0;
  return id >= 1 && id <= INT_MAX ? good(id) : wrong('must be the id of an endpoint, a whole number');
}

/** A star stands for anything, a backslash makes the character after it an ordinary one. */
function readPattern(text: string): Read<Pattern> {
  const parts = [''];
  for (const [, escaped, star, other] of text.matchAll(/\\(.)|(\*)|(.)/gsu)) {
    if (star !== undefined) parts.push('');
    else parts[parts.length - 1] += escaped ?? other ?? '';
  }
  return good(parts);
}

const readText = (text: string): Read<string> => good(text.startsWith('\\') ? text.slice(1) : text);

function readCaller(text: string): Read<string> {
  const found = text.includes('/') ? canonicalCidr(text) : canonicalAddress(text);
  return found === null ? wrong('must be an IP address or a range such as 203.0.113.0/24') : good(found);
}

const hex =
  (isRight: (text: string) => boolean) =>
  (text: string): Read<string> =>
    isRight(text) ? good(text.toLowerCase()) : wrong('must be 32 hexadecimal digits');

const oneOf =
  <T extends string>(known: readonly T[]) =>
  (text: string): Read<T> => {
    const found = known.find((one) => one === text);
    return found === undefined ? wrong(`must be one of ${known.join(', ')}`) : good(found);
  };

const BYTES_FAULT = 'must be a number of bytes such as 1000, a range such as 0-100 or >1000';
const MS_FAULT = 'must be milliseconds such as >500, <=10 or 100-250';
const bytes = span(1, BYTES_FAULT);

export const READERS: { [C in CallFilterColumn]: (text: string) => Read<CallTests[C]> } = {
  status: readStatus,
  method: readMethod,
  endpoint: readEndpoint,
  route: readPattern,
  path: readPattern,
  durationMs: span(US_PER_MS, MS_FAULT),
  requestBytes: bytes,
  responseBytes: bytes,
  consumer: readText,
  caller: readCaller,
  userAgent: readText,
  contentType: readContentType,
  accountHash: hex(isAccountHash),
  loginOutcome: oneOf(LOGIN_OUTCOMES),
  traceId: hex(isTraceId),
  marks: oneOf(CALL_MARKS),
  errorClass: readPattern,
};

/** Columns of which a call may have nothing. */
export const MAY_BE_ABSENT: ReadonlySet<CallFilterColumn> = new Set<CallFilterColumn>([
  'durationMs',
  'consumer',
  'caller',
  'userAgent',
  'contentType',
  'accountHash',
  'loginOutcome',
  'traceId',
  'marks',
  'errorClass',
]);
