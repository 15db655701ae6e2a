import fc from 'fast-check';
import { expect, it } from 'vitest';
import { LOG_FORMATS, parseAccessLogLine, type LogFormat } from '../../../../../lib/formats';
import { entryOf, problemOf } from './parse';

const TIME = '[04/Mar/2026:09:30:15 +0000]';
const LINES: Readonly<Record<LogFormat, string>> = {
  combined: `shop.test:443 192.0.2.7 - ada ${TIME} "GET /a HTTP/1.1" 200 512 "-" "curl" 0.004 0.003`,
  traefik: `192.0.2.7 - - ${TIME} "GET /a HTTP/1.1" 200 512 "-" "-" 18 "shop@docker" "http://10.0.0.5:8080" 4ms`,
  alb: 'http 2026-03-04T09:30:15.2Z app/s/1 192.0.2.7:1 - 0.0 0.1 0.0 200 - 1 2 "GET http://s.test:80/a HTTP/1.1" "curl" - - arn "Root=1-69a7fc07-0123456789abcdef01234567"',
  'nginx-json':
    '{"time_iso8601":"2026-03-04T09:30:15Z","remote_addr":"192.0.2.7","request":"GET /a HTTP/1.1","status":200}',
  'caddy-json':
    '{"ts":1772616615.2,"request":{"client_ip":"192.0.2.7","method":"GET","uri":"/a","headers":{"User-Agent":["curl"]}},"duration":0.1,"status":200}',
  'traefik-json':
    '{"StartUTC":"2026-03-04T09:30:15Z","Duration":1000000,"DownstreamStatus":200,"RequestMethod":"GET","RequestPath":"/a","ClientHost":"192.0.2.7"}',
};
const formats = Object.keys(LOG_FORMATS) as LogFormat[];

// a line of any format
it.each(formats)('is known as %s by its shape alone, and in no other format', (format) => {
  expect(entryOf(LINES[format])).toMatchObject({ format, method: 'GET', path: '/a', status: 200, host: '192.0.2.7' });
  expect(entryOf(LINES[format], format).format).toBe(format);
  for (const other of formats.filter((name) => name !== format)) {
    expect(problemOf(LINES[format], other), other).not.toBeNull();
  }
});

it('is read though a client made the host before it look like JSON', () => {
  expect(entryOf(`{ 192.0.2.7 - - ${TIME} "GET /a HTTP/1.1" 200 5`).format).toBe('combined');
});

it('never throws, and never gives what cannot be stored, wherever it is cut or damaged', () => {
  const damage = fc.constantFrom(
    '"',
    '\\',
    '{',
    '}',
    '[',
    ',',
    ':',
    ' ',
    '-',
    '\\x22',
    '\0',
    '\ud800',
    '\u2028',
    '1e999',
  );
  const damaged = fc
    .tuple(fc.constantFrom(...formats), fc.nat(260), fc.nat(20), fc.array(damage, { maxLength: 4 }))
    .map(([format, at, dropped, pieces]) => {
      const line = LINES[format];
      return `${line.slice(0, at)}${pieces.join('')}${line.slice(at + dropped)}`;
    });
  fc.assert(
    fc.property(damaged, fc.option(fc.constantFrom(...formats), { nil: undefined }), (text, format) => {
      const parsed = parseAccessLogLine(text, format);
      if ('problem' in parsed) return;
      const { entry } = parsed;
      expect(entry.path).toMatch(/^\//);
      expect(Number.isFinite(entry.atMs) && entry.status >= 100 && entry.status <= 599).toBe(true);
      expect(entry.durationMs === null || (Number.isFinite(entry.durationMs) && entry.durationMs >= 0)).toBe(true);
      expect(`${entry.path}${entry.userAgent}${entry.user}`).not.toMatch(/[\0\p{Surrogate}]/u);
    }),
    { numRuns: 2_000 },
  );
});

it('takes time in proportion to its length, whatever it is made of', () => {
  const length = 60_000;
  for (const piece of ['"', '\\"', ' ', ': ', ':', '{', '[', '\\x22', 'a=', '1.', '" 200 1 ', '] "', ', ', '"a" ']) {
    const filling = piece.repeat(length / piece.length);
    for (const text of [
      filling,
      `{"a":${filling}`,
      `{"a":"${filling}`,
      ...Object.values(LINES).map((line) => line + filling),
    ]) {
      expect(parseAccessLogLine(text)).toBeDefined();
    }
  }
});
