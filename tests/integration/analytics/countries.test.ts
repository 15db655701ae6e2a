import { afterAll, beforeAll, expect, test } from 'vitest';
import { callersInput, countriesInput, getCallers, getCountries } from '../../../lib/analytics';
import type { CallersInput } from '../../../lib/analytics';
import { createCallsWorld, seededRandom, storeWaves } from '../../support/stored-calls';
import type { CallsWorld } from '../../support/stored-calls';
import { casesOf, DAY_MS, HOUR_MS, NOW, rangeOf, WAVES } from './recount';

/** Addresses of well-known operators, and private ones. */
const COUNTRIES: Readonly<Record<string, string>> = {
  '193.99.144.80': 'DE',
  '193.99.144.85': 'DE',
  '2a01:4f8::17': 'DE',
  '212.27.48.10': 'FR',
  '200.160.2.3': 'BR',
  '133.11.0.1': 'JP',
  '10.1.2.3': 'none',
  'fd00::5': 'none',
  '198.51.100.7': 'none',
};
/** AS numbers that announce them. */
const ASNS: Readonly<Record<string, string>> = {
  '193.99.144.80': '206564',
  '193.99.144.85': '206564',
  '2a01:4f8::17': '24940',
  '212.27.48.10': '12322',
  '200.160.2.3': '22548',
  '133.11.0.1': '2501',
  '10.1.2.3': 'none',
  'fd00::5': 'none',
  '198.51.100.7': 'none',
};
const ADDRESSES = Object.keys(COUNTRIES);
const random = seededRandom(170);

let world: CallsWorld;

beforeAll(async () => {
  world = await createCallsWorld();
  const change = { now: NOW, random, waves: WAVES };
  await storeWaves(world, {
    ...change,
    change: (call) => ({
      ...call,
      caller: call.caller && (ADDRESSES[Math.floor(random() ** 2 * ADDRESSES.length)] ?? null),
    }),
  });
});
afterAll(() => world.close());

const span = (fromMs: number, toMs: number) => ({ projectId: String(world.projectId), ...rangeOf(fromMs, toMs) });
const countriesOf = (query: object) => getCountries(world.context(NOW), countriesInput.parse(query));

interface Counted {
  name: string;
  calls: number;
  errors: number;
  rateLimited: number;
  callers: number;
}

/** The same by SQL over the calls themselves; `name` is an expression over address `a`. */
async function recount(
  name: string,
  { fromMs, toMs, environment }: { fromMs: number; toMs: number; environment?: string | undefined },
  names = COUNTRIES,
) {
  const environments = { undefined: [1, 2], staging: [2], archive: [3] }[String(environment)];
  const { from, to } = rangeOf(fromMs, toMs);
  const { rows } = await world.storage.query<{ [Key in keyof Counted]: Counted[Key] }>(
    `select ${name} as name, count(*)::int calls, (count(*) filter (where status >= 400))::int errors,
       (count(*) filter (where status = 429))::int "rateLimited", count(distinct caller)::int callers
     from call, lateral (select host(caller) a) h
     where project_id = $1 and finished_at >= $2 and finished_at < $3 and environment_id = any($4) and caller is not null
     group by 1 order by 2 desc, 1`,
    [world.projectId, from, to, environments, JSON.stringify(names)].slice(0, name.includes('$5') ? 5 : 4),
  );
  return rows;
}

const byName = <Item extends { calls: number }>(items: readonly (Item & { name: string })[]) =>
  items.toSorted((a, b) => (a.name < b.name ? -1 : 1));

const cases = casesOf([
  ['some minutes', 1_500_001, 17],
  ['hours that begin and end anywhere', 7.3 * HOUR_MS, 1.2 * HOUR_MS],
  ['across the edge of what is kept by the hour', 2.4 * DAY_MS, 1.6 * DAY_MS],
  ['weeks', 27.4 * DAY_MS, 333],
]);

test.each(cases)('countries, providers and networks of $name, $environment, equal a recount by SQL', async (of) => {
  const { environment } = of;
  const answer = await countriesOf({ ...span(of.fromMs, of.toMs), ...(environment && { environment }) });
  const countries = answer.countries.map(({ country, incidentCallers, errorRatio, ...counts }) => {
    expect([incidentCallers, errorRatio]).toEqual([0, counts.errors / counts.calls]);
    return { name: country ?? 'none', ...counts };
  });
  expect(byName(countries)).toEqual(byName(await recount(`$5::jsonb->>a`, of)));
  const providers = answer.providers.map(({ provider, calls, errors, rateLimited, callers }) => {
    return { name: String(provider?.asn ?? 'none'), calls, errors, rateLimited, callers };
  });
  expect(byName(providers)).toEqual(byName(await recount(`$5::jsonb->>a`, of, ASNS)));
  const networks = answer.networks.map(({ network, calls, errors, rateLimited, callers }) => {
    return { name: network, calls, errors, rateLimited, callers };
  });
  const masked = `(network(set_masklen(caller, case family(caller) when 4 then 24 else 64 end)))::text`;
  expect(byName(networks)).toEqual(byName(await recount(masked, of)));
  expect(answer.calls).toBe(countries.reduce((all, { calls }) => all + calls, 0));
  expect(answer.callers).toBe(countries.reduce((all, { callers }) => all + callers, 0));
  expect(answer).toMatchObject({
    incident: null,
    complete: true,
    networkCount: networks.length,
    providerCount: providers.length,
  });
});

test('callers of one country are those of its line, page by page', async () => {
  const range = span(20 * DAY_MS, 0);
  const context = world.context(NOW);
  const parse = (more: object): CallersInput => callersInput.parse({ ...range, country: 'DE', limit: '2', ...more });
  const { countries } = await countriesOf(range);
  const first = await getCallers(context, parse({}));
  const rest = await getCallers(context, parse({ cursor: first.nextCursor ?? '' }));
  const all = [...first.callers, ...rest.callers];
  expect(all.map(({ address }) => address).toSorted()).toEqual(['193.99.144.80', '193.99.144.85', '2a01:4f8::17']);
  expect(all.every(({ country }) => country === 'DE')).toBe(true);
  expect([first.count, rest.nextCursor]).toEqual([3, null]);
  const line = countries.find(({ country }) => country === 'DE');
  expect(all.reduce((calls, caller) => calls + caller.calls, 0)).toBe(line?.calls);
  const none = await getCallers(context, parse({ country: 'none', limit: '10' }));
  expect(new Map(none.callers.map(({ address, country }) => [address, country]))).toEqual(
    new Map([
      ['10.1.2.3', null],
      ['198.51.100.7', null],
      ['fd00::5', null],
    ]),
  );
  expect(() => parse({ country: 'Germany' })).toThrow(/two capital letters/);
});

test('callers of one provider are those of its line, told by its name, and a country narrows them further', async () => {
  const range = span(20 * DAY_MS, 0);
  const callersOf = (more: object) => getCallers(world.context(NOW), callersInput.parse({ ...range, ...more }));
  const { providers } = await countriesOf(range);
  const { callers, count } = await callersOf({ asn: '206564' });
  expect(callers.map(({ address }) => address).toSorted()).toEqual(['193.99.144.80', '193.99.144.85']);
  expect([count, callers[0]?.provider]).toEqual([2, { asn: 206564, name: 'Plus.line AG' }]);
  const line = providers.find(({ provider }) => provider?.asn === 206564);
  expect(callers.reduce((calls, caller) => calls + caller.calls, 0)).toBe(line?.calls);
  expect((await callersOf({ asn: 'none' })).callers.every(({ provider }) => provider === null)).toBe(true);
  expect((await callersOf({ asn: '206564', country: 'FR' })).count).toBe(0);
  expect(() => callersInput.parse({ ...range, asn: 'Hetzner' })).toThrow(/autonomous system/);
});

test('fewer callers than there are make an answer that says it is not complete', async () => {
  const query = countriesInput.parse(span(20 * DAY_MS, 0));
  const answer = await getCountries(world.context(NOW), query, 4);
  expect(answer).toMatchObject({ callers: ADDRESSES.length, complete: false });
  expect(answer.countries.reduce((all, { callers }) => all + callers, 0)).toBe(4);
});

test('the incident that needs a person most tells its callers by country', async () => {
  const callers = ['193.99.144.80', '2a01:4f8::17', '200.160.2.3', '203.0.113.1'];
  const incident = {
    projectId: world.projectId,
    environmentId: 1,
    severity: 'high',
    detector: 'credential_stuffing',
    title: 'T',
    callCount: 4,
    figures: {},
    openedAt: NOW,
    updatedAt: NOW,
    firstSeenAt: NOW,
    lastSeenAt: NOW,
  };
  await world.storage.prisma.incident.createMany({
    data: [
      { ...incident, id: 1, state: 'open', entities: { callers } },
      { ...incident, id: 2, state: 'open', severity: 'low', entities: { callers: ['10.1.2.3'] } },
      { ...incident, id: 3, state: 'acknowledged', severity: 'critical', entities: {} },
      { ...incident, id: 4, state: 'resolved', severity: 'critical', entities: { callers: ['10.1.2.3'] } },
    ],
  });
  const answer = await countriesOf(span(20 * DAY_MS, 0));
  expect(answer.incident).toEqual({ id: 1, state: 'open' });
  const named = answer.countries.filter(({ incidentCallers }) => incidentCallers > 0);
  expect(new Map(named.map(({ country, incidentCallers }) => [country, incidentCallers]))).toEqual(
    new Map([
      ['DE', 2],
      ['BR', 1],
    ]),
  );
  expect((await countriesOf({ ...span(DAY_MS, 0), environment: 'staging' })).incident).toBeNull();
});
