import { describe, expect, it } from 'vitest';
import { entryOf, problemOf } from './parse';

const AT_MS = Date.UTC(2026, 2, 4, 9, 30, 15);
const answer = '[04/Mar/2026:09:30:15 +0000] "GET /orders/7 HTTP/1.1" 200 512';
const timed = (fields: string): string => `192.0.2.7 - - ${answer} "-" "curl/8.5.0" ${fields}`;

describe('a request time behind a combined line', () => {
  it.each<[string, number | null]>([
    ['0.004', 4],
    ['12.750', 12_750],
    ['0.000', 0],
    ['0.004 0.003', 4], // then that of the upstream
    ['"198.51.100.1, 10.0.0.1" 0.031 0.030 .', 31],
    ['rt=0.004 uct="0.000" uht="0.003" urt="0.003"', 4],
    ['request_time="1.500" upstream=0.003', 1_500],
    ['urt=0.003 request_time:0.009', 9],
    ['"0.004"', null], // a header of the client's
    ['"a \\"0.004\\" b" 731', null], // microseconds or the length of the request: nobody can tell
    ['1772616615.123', null], // $msec
    ['3.45', null], // $gzip_ratio
    ['urt=0.003', null],
    ['"0.004', null], // cut off
    ['-', null],
  ])('%s', (fields, durationMs) => {
    expect(entryOf(timed(fields))).toMatchObject({ durationMs, atMs: AT_MS, userAgent: 'curl/8.5.0' });
  });
});

describe('a host that stands before a line', () => {
  it.each([
    ['shop.test:443 192.0.2.7 - ada', '192.0.2.7', 'ada'],
    ['shop.test 192.0.2.7 - -', '192.0.2.7', null],
    ['shop.test:443 crawler.test - -', 'crawler.test', null],
    ['10.0.0.1:8080 2001:db8::7 - Ada Lovelace', '2001:db8::7', 'Ada Lovelace'],
    ['_ 192.0.2.7 - -', '192.0.2.7', null],
    ['192.0.2.7 - Ada Lovelace', '192.0.2.7', 'Ada Lovelace'], // no host: a user of two words
    ['2001:db8::443 - Ada Lovelace', '2001:db8::443', 'Ada Lovelace'],
  ])('%s', (who, host, user) => {
    expect(entryOf(`${who} ${answer} "-" "curl/8.5.0" 0.002`)).toMatchObject({ host, user, durationMs: 2 });
  });

  it('is the proxy nearest to the server when the client is a list', () => {
    const line = `203.0.113.9, 192.0.2.7 - ada ${answer} "-" "curl/8.5.0"`;
    expect(entryOf(line)).toMatchObject({ host: '192.0.2.7', user: 'ada' });
  });
});

describe('a line of Traefik', () => {
  const traefik = (agent: string, rest = '18 "shop@docker" "http://10.0.0.5:8080" 1250ms'): string =>
    `192.0.2.7 - ada ${answer} "-" "${agent}" ${rest}`;

  it('has the time of the beginning, so it finished later', () => {
    expect(entryOf(traefik('curl/8.5.0'))).toMatchObject({
      format: 'traefik',
      atMs: AT_MS + 1_250,
      durationMs: 1_250,
      user: 'ada',
      userAgent: 'curl/8.5.0',
    });
    expect(entryOf(traefik('curl/8.5.0', '18 "-" "-" 0ms')).durationMs).toBe(0);
  });

  it('keeps quotes that nobody escaped in the user agent, whatever they imitate', () => {
    expect(entryOf(traefik('a "b" 1 "x" "y" 7ms')).durationMs).toBe(1_250);
    expect(entryOf(traefik('a "b" 1 "x" "y" 7ms')).userAgent).toBe('a "b" 1 "x" "y" 7ms');
  });

  it('is no call when it says no status, and a combined line when its end is missing', () => {
    expect(problemOf(traefik('curl').replace('" 200 512', '" - -'))).toBe('invalid_status');
    expect(entryOf(traefik('curl/8.5.0', '18 "shop@dock')).format).toBe('combined');
  });
});
