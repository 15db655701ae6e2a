import { CONTENT_TYPES, FLAG, inCidrs, LOGIN_OUTCOMES, METHODS, parseCidrs, TRAIT } from '../../lib/shared';
import type { CallFilterColumn } from '../../lib/shared';
import type { CallRow } from '../../lib/storage';

/** Names that the calls of a test go by, and what they are looked for by. */
export const AGENTS = ['curl/8.5', 'Mozilla/5.0 (X11)', '100%_sure\\bot'];
export const PATHS = ['/things/1', '/v1/users/7', '/v1/users/8/orders', '/a*b', '/a%b', '/V1/users/7'];
export const ERRORS = ['TypeError', 'TimeoutError', 'E_100%'];
export const TRACES = ['0af7651916cd43dd8448eb211c80319c', '0af7651916cd43dd8448eb211c80319d'];
export const ACCOUNTS = ['11112222333344445555666677778888', '99990000aaaabbbbccccddddeeeeffff'];
const ROUTES = ['__other__', '/things/1', '/things/2', '/things/3', '/things/4', '/things/5'];

export type Matches = (row: CallRow) => boolean;
type Random = () => number;

const pick = <T>(random: Random, list: readonly T[]): T => {
  const found = list[Math.floor(random() * list.length)];
  if (found === undefined) throw new Error('nothing to pick from');
  return found;
};

/** Gives a call what `randomCall` leaves out: a method, path, trace, agent, error, more marks, its own number of bytes. */
export function enrich(row: CallRow, random: Random, serial: number): CallRow {
  const maybe = <T>(list: readonly T[]): T | null => (random() < 0.5 ? pick(random, list) : null);
  const [trace, account, error] = [random() < 0.1 ? pick(random, TRACES) : null, maybe(ACCOUNTS), maybe(ERRORS)];
  const marks = [FLAG.otp, FLAG.passwordReset, FLAG.enforced, FLAG.durationClamped].filter(() => random() < 0.05);
  const traits = [TRAIT.aborted, TRAIT.streaming, TRAIT.backfill].filter(() => random() < 0.1);
  return {
    ...row,
    responseBytes: serial,
    userAgentId: Math.floor(random() * (AGENTS.length + 1)),
    path: maybe(PATHS),
    traceId: trace === null ? null : Buffer.from(trace, 'hex'),
    accountHash: account === null ? null : Buffer.from(account, 'hex'),
    attrs: error === null ? null : JSON.stringify({ error }),
    flags: marks.reduce((all, bit) => all | bit, row.flags),
    traits: traits.reduce(
      (all, bit) => all | bit,
      Math.floor(random() * METHODS.length) | (Math.floor(random() * CONTENT_TYPES.length) << TRAIT.contentTypeShift),
    ),
  };
}

const routeOf = (row: CallRow): string => ROUTES[row.endpointId - 1] ?? '';
const typeOf = ({ traits }: CallRow): string | undefined => CONTENT_TYPES[(traits >> 4) & 7];
const errorOf = ({ attrs }: CallRow): string | null => (attrs === null ? null : String(JSON.parse(attrs).error));
const hex = (bytes: Buffer | null): string | null => bytes?.toString('hex') ?? null;
const agentOf = ({ userAgentId }: CallRow): string => AGENTS[userAgentId - 1] ?? '';
const within = (row: CallRow, cidr: string): boolean =>
  row.caller !== null && inCidrs(row.caller, parseCidrs([cidr]).ranges);

type Case = [value: string, matches: Matches];

function numbers(read: (row: CallRow) => number, most: number, scale: number) {
  return (random: Random): Case => {
    const low = Math.floor(random() * most);
    const high = low + Math.floor(random() * most);
    return pick<Case>(random, [
      [`>${low}`, (row) => read(row) > low * scale],
      [`>=${low}`, (row) => read(row) >= low * scale],
      [`<${high + 1}`, (row) => read(row) >= 0 && read(row) < (high + 1) * scale],
      [`<=${high}`, (row) => read(row) >= 0 && read(row) <= high * scale],
      [`${low}-${high}`, (row) => read(row) >= low * scale && read(row) <= high * scale],
    ]);
  };
}

const listed =
  (cases: readonly Case[]) =>
  (random: Random): Case =>
    pick(random, cases);

const exactly = (read: (row: CallRow) => string | null, values: readonly string[]): Case[] =>
  values.map((value): Case => [value, (row) => read(row) === value]);
const nothing = (read: (row: CallRow) => unknown): Case => ['-', (row) => !read(row)];

/** For each column a maker of values, each with what it means, told without the product's own reading of it. */
export const FILTER_CASES: Readonly<Record<CallFilterColumn, (random: Random) => Case>> = {
  status: (random) =>
    pick<Case>(random, [
      ['404', ({ status }) => status === 404],
      ['4xx', ({ status }) => status >= 400 && status < 500],
      ['5xx', ({ status }) => status >= 500],
      ['1xx', ({ status }) => status < 200],
      ['200-301', ({ status }) => status >= 200 && status <= 301],
      ['>=429', ({ status }) => status >= 429],
      ['<204', ({ status }) => status < 204],
    ]),
  method: (random) => {
    const method = pick(random, METHODS);
    return [method.toLowerCase(), ({ traits }) => METHODS[traits & TRAIT.methodMask] === method];
  },
  endpoint: (random) => {
    const id = 1 + Math.floor(random() * 7);
    return [String(id), ({ endpointId }) => endpointId === id];
  },
  route: listed([
    ['/things/*', (row) => routeOf(row).startsWith('/things/')],
    ['/things/2', (row) => routeOf(row) === '/things/2'],
    ['*3', (row) => routeOf(row).endsWith('3')],
    ['/nothing/*', () => false],
  ]),
  path: listed([
    ['/v1/users/*', (row) => (row.path ?? routeOf(row)).startsWith('/v1/users/')],
    ['*users*orders', (row) => row.path === '/v1/users/8/orders'],
    ['/things/1', (row) => (row.path ?? routeOf(row)) === '/things/1'],
    ['/a\\*b', (row) => row.path === '/a*b'],
    ['/a*b', (row) => row.path === '/a*b' || row.path === '/a%b'],
    ['/a%b', (row) => row.path === '/a%b'],
    ['/_1/users/7', () => false],
  ]),
  durationMs: (random) =>
    random() < 0.2
      ? ['-', ({ durationUs }) => durationUs < 0]
      : numbers(({ durationUs }) => durationUs, 60_000, 1_000)(random),
  requestBytes: numbers(({ requestBytes }) => requestBytes, 1_500, 1),
  responseBytes: numbers(({ responseBytes }) => responseBytes, 1_500, 1),
  consumer: listed([
    ...[1, 2, 3].map((id): Case => [`consumer-${id}`, ({ consumerId }) => consumerId === id]),
    ['nobody', () => false],
    nothing(({ consumerId }) => consumerId),
  ]),
  caller: listed([
    ['198.51.100.7', ({ caller }) => caller === '198.51.100.7'],
    ['198.51.100.0/29', (row) => within(row, '198.51.100.0/29')],
    ['198.51.100.3/29', (row) => within(row, '198.51.100.0/29')],
    ['2001:DB8::/32', (row) => within(row, '2001:db8::/32')],
    ['2001:db8::3', ({ caller }) => caller === '2001:db8::3'],
    nothing(({ caller }) => caller),
  ]),
  userAgent: listed([
    ['CURL', (row) => agentOf(row).startsWith('curl')],
    ['/', (row) => agentOf(row).includes('/')],
    ['%_sure\\', (row) => agentOf(row).startsWith('100%')],
    ['_', (row) => agentOf(row).includes('_')],
    nothing(({ userAgentId }) => userAgentId),
  ]),
  contentType: listed([
    ...(['json', 'multipart', 'other'] as const).map((type): Case => [type, (row) => typeOf(row) === type]),
    ['-', (row) => typeOf(row) === 'none'],
  ]),
  accountHash: listed([...exactly((row) => hex(row.accountHash), ACCOUNTS), nothing((row) => row.accountHash)]),
  loginOutcome: listed([
    ...LOGIN_OUTCOMES.map((name, at): Case => [name, ({ flags }) => (flags & FLAG.loginMask) === at + 1]),
    nothing(({ flags }) => flags & FLAG.loginMask),
  ]),
  traceId: listed([...exactly((row) => hex(row.traceId), TRACES), nothing((row) => row.traceId)]),
  marks: listed([
    ['otp', ({ flags }) => (flags & FLAG.otp) !== 0],
    ['enforced', ({ flags }) => (flags & FLAG.enforced) !== 0],
    ['streaming', ({ traits }) => (traits & TRAIT.streaming) !== 0],
    ['backfill', ({ traits }) => (traits & TRAIT.backfill) !== 0],
    nothing(({ flags, traits }) => (flags & ~(FLAG.loginMask | FLAG.suspicious)) | (traits & ~127)),
  ]),
  errorClass: listed([
    ...exactly(errorOf, ['TypeError']),
    ['*Error', (row) => errorOf(row)?.endsWith('Error') === true],
    ['E_100%', (row) => errorOf(row) === 'E_100%'],
    nothing(errorOf),
  ]),
};

export interface FilterCase {
  /** Parameters of a URL. */
  query: URLSearchParams;
  matches: Matches;
}

/** Some columns with some values, some of them negated. */
export function randomFilter(random: Random, columns: readonly CallFilterColumn[]): FilterCase {
  const query = new URLSearchParams();
  const all: Matches[] = [];
  for (const column of columns) {
    const cases = Array.from({ length: 1 + Math.floor(random() * 3) }, () => FILTER_CASES[column](random));
    const [any, none]: [Matches[], Matches[]] = [[], []];
    for (const [value, matches] of cases) {
      const negated = random() < 0.35;
      query.append(column, negated ? `!${value}` : value);
      (negated ? none : any).push(matches);
    }
    all.push((row) => (any.length === 0 || any.some((one) => one(row))) && !none.some((one) => one(row)));
  }
  return { query, matches: (row) => all.every((one) => one(row)) };
}

/** Parameters as a route hands them on. */
export function inputOf(query: URLSearchParams): Record<string, string | string[]> {
  return Object.fromEntries(
    [...new Set(query.keys())].map((name) => {
      const values = query.getAll(name);
      return [name, values.length > 1 ? values : (values[0] ?? '')];
    }),
  );
}
