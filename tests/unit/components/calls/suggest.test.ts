import { expect, test } from 'vitest';
import { columnIn, suggest, typedOf } from '../../../../components/calls/filters/suggest';
import { FILTER_WORDS } from '../../../../components/calls/filters/filter-columns';

const known = {
  endpoints: new Map([
    ['7', 'GET /v1/orders'],
    ['8', 'POST /v1/login'],
  ]),
  consumers: ['web-storefront', '!odd'],
};
const TRACE = '0af7651916cd43dd8448eb211c80319c';

const first = (typed: string): string => {
  const [found] = suggest(typed, known);
  return found ? `${found.column}=${found.value}` : 'nothing';
};

test.each([
  ['404', 'status=404'],
  ['5xx', 'status=5xx'],
  ['!404', 'status=!404'],
  ['not 404', 'status=!404'],
  ['post', 'method=POST'],
  ['203.0.113.7', 'caller=203.0.113.7'],
  ['203.0.113.0/24', 'caller=203.0.113.0/24'],
  ['2001:db8::1', 'caller=2001:db8::1'],
  [TRACE, `traceId=${TRACE}`],
  [` ${TRACE.toUpperCase()} `, `traceId=${TRACE}`],
  [`00-${TRACE}-00f067aa0ba902b7-01`, `traceId=${TRACE}`],
  [`trace: 00-${TRACE}-00f067aa0ba902b7-01`, `traceId=${TRACE}`],
  ['0af76519-16cd-43dd-8448-eb211c80319c', `traceId=${TRACE}`],
  ['/v1/users/*', 'path=/v1/users/*'],
  ['> 500', 'durationMs=>500'],
  ['>500ms', 'durationMs=>500'],
  ['> 1.5 s', 'durationMs=>1500'],
  ['500 ms', 'durationMs=>=500'],
  ['100ms-1s', 'durationMs=100-1000'],
  ['<=2min', 'durationMs=<=120000'],
  ['>1MB', 'responseBytes=>1000000'],
  ['durationMs>500', 'durationMs=>500'],
  ['latency>=0.5s', 'durationMs=>=500'],
  ['Latency: > 500 ms', 'durationMs=>500'],
  ['Sent: >2 kB', 'requestBytes=>2000'],
  ['status!=404', 'status=!404'],
  ['status=404', 'status=404'],
  ['xyz', 'path=*xyz*'],
  ['web', 'consumer=web-storefront'],
  ['storefront', 'path=*storefront*'],
  ['!storefront', 'path=!*storefront*'],
  ['orders', 'path=*orders*'],
  ['日本', 'path=*%E6%97%A5%E6%9C%AC*'],
  ['/日本/*', 'path=/%E6%97%A5%E6%9C%AC/*'],
  ['path: /日本', 'path=/%E6%97%A5%E6%9C%AC'],
  ['/v1/users/:id', 'route=/v1/users/:id'],
  ['size >4 kB', 'responseBytes=>4000'],
  ['web-storefront', 'consumer=web-storefront'],
  ['!Web-Storefront', 'consumer=!web-storefront'],
  ['get /v1/orders', 'endpoint=7'],
  ['Status: 4xx', 'status=4xx'],
  ['latency >500', 'durationMs=>500'],
  ['Login: failed', 'loginOutcome=failure'],
  ['Consumer: not none', 'consumer=!-'],
  ['Endpoint: login', 'endpoint=8'],
  ['Client: curl', 'userAgent=curl'],
  ['duration > 5', 'durationMs=>5'],
  ['ip 203.0.113.7', 'caller=203.0.113.7'],
  ['user agent: curl', 'userAgent=curl'],
])('"%s" is offered as %s first', (typed, filter) => {
  expect(first(typed)).toBe(filter);
});

test('the beginning of a column is offered as the column, with what may follow', () => {
  const [found] = suggest('lat', known);
  expect([found?.column, found?.value, found?.words]).toEqual(['durationMs', null, 'Latency: ']);
});

test('any text may be part of a path, the name of a consumer, a client or an error, and of what was called', () => {
  const offered = (typed: string) => suggest(typed, known).map(({ column, value }) => `${column}=${value}`);
  expect(offered('xyz')).toEqual(['path=*xyz*', 'consumer=xyz', 'userAgent=xyz', 'errorClass=*xyz*']);
  expect(offered('front')).toContain('consumer=web-storefront');
  expect(offered('order')).toContain('endpoint=7');
  expect(offered('two words')).not.toContain('path=*two words*'); // no path has a space
});

test('no two offers read alike', () => {
  for (const typed of ['/v1/orders', 'consumer none', 'web', '5']) {
    const words = suggest(typed, known).map((offer) => offer.words);
    expect(words).toEqual([...new Set(words)]);
  }
});

test('nothing typed offers every column', () => {
  const columns = suggest('', known).flatMap(({ column, value }) => (value === null ? [column] : []));
  expect(columns).toEqual(FILTER_WORDS.map(({ column }) => column));
});

test('what a chip puts into the field leads back to the same filter', () => {
  for (const [words, bare] of FILTER_WORDS.map((words) => [words, '-'] as const)) {
    const named = columnIn(typedOf(words, { negated: true, bare }));
    expect([named?.words.column, named?.negated, named?.bare]).toEqual([words.column, true, bare]);
  }
});
