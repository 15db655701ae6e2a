import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseAccessLogLine, type AccessLogEntry, type LogProblem } from '../../../../../lib/formats';

const TAIL = '"https://shop.test/" "Mozilla/5.0 (X11)"';
const line = (request: string, rest = `200 512 ${TAIL}`): string =>
  `192.0.2.7 - - [17/May/2015:10:05:03 +0000] "${request}" ${rest}`;

function entryOf(text: string): AccessLogEntry {
  const parsed = parseAccessLogLine(text);
  if ('problem' in parsed) throw new Error(`${parsed.problem}: ${text}`);
  return parsed.entry;
}
function problemOf(text: string): LogProblem | null {
  const parsed = parseAccessLogLine(text);
  return 'problem' in parsed ? parsed.problem : null;
}

describe('a line of an access log', () => {
  it('gives every field of the combined format', () => {
    expect(entryOf(`192.0.2.7 - ada [17/May/2015:10:05:03 +0200] "POST /a?b=1 HTTP/1.1" 201 512 ${TAIL}`)).toEqual({
      host: '192.0.2.7',
      user: 'ada',
      atMs: Date.UTC(2015, 4, 17, 8, 5, 3),
      durationMs: null,
      method: 'POST',
      path: '/a?b=1',
      status: 201,
      requestBytes: null,
      responseBytes: 512,
      userAgent: 'Mozilla/5.0 (X11)',
      traceId: null,
    });
  });

  it('gives what the common format has, and null for the rest', () => {
    const entry = entryOf('192.0.2.7 - - [17/May/2015:10:05:03 +0000] "GET / HTTP/1.0" 304 -');
    expect(entry).toMatchObject({ status: 304, responseBytes: null, user: null, durationMs: null, userAgent: null });
  });

  it.each([
    ['17/MAY/2015:10:05:03 +0000', Date.UTC(2015, 4, 17, 10, 5, 3)],
    ['17/may/2015:10:05:03 -0330', Date.UTC(2015, 4, 17, 13, 35, 3)],
    ['1/Jan/2016:00:00:00 +05:45', Date.UTC(2015, 11, 31, 18, 15)],
    ['29/Feb/2016:23:59:59.250 +0000', Date.UTC(2016, 1, 29, 23, 59, 59, 250)],
  ])('reads the time %s', (time, atMs) => {
    expect(entryOf(`192.0.2.7 - - [${time}] "GET / HTTP/1.1" 200 1`).atMs).toBe(atMs);
  });

  it.each(['30/Feb/2016:00:00:00 +0000', '17/Mai/2015:10:05:03 +0000', '17/May/2015:24:05:03 +0000', 'yesterday'])(
    'takes %s for no time',
    (time) => expect(problemOf(`192.0.2.7 - - [${time}] "GET / HTTP/1.1" 200 1`)).toBe('invalid_time'),
  );
});

describe('the request of a line', () => {
  it.each([
    ['GET /a HTTP/1.1', 'GET', '/a'],
    ['get /a HTTP/2.0', 'GET', '/a'],
    ['PROPFIND /dav HTTP/1.1', 'PROPFIND', '/dav'],
    ['T-3_X /dav HTTP/1.1', 'T-3_X', '/dav'],
    ['GET /', 'GET', '/'], // HTTP/0.9
    ['GET /two words here HTTP/1.1', 'GET', '/two words here'],
    ['GET /say\\"hello\\" HTTP/1.1', 'GET', '/say"hello"'],
    ['GET /say"hello" HTTP/1.1', 'GET', '/say"hello"'],
    ['GET /back\\\\slash HTTP/1.1', 'GET', '/back\\slash'],
    ['GET /gr\\xc3\\xbcn HTTP/1.1', 'GET', '/grün'],
    ['GET /gr\\xfcn HTTP/1.1', 'GET', '/gr\uFFFDn'],
    ['GET /nul\\x00\\ud83d HTTP/1.1', 'GET', '/nul\uFFFD\uFFFD'],
    ['GET http://proxy.test/a?b HTTP/1.1', 'GET', '/a?b'],
    ['GET http://proxy.test HTTP/1.1', 'GET', '/'],
    ['CONNECT mail.test:25 HTTP/1.1', 'CONNECT', '/'],
    ['OPTIONS * HTTP/1.0', 'OPTIONS', '/*'],
  ])('reads the request %s', (request, method, path) => {
    expect(entryOf(line(request))).toMatchObject({ method, path, status: 200, userAgent: 'Mozilla/5.0 (X11)' });
  });
});

describe('a line of no use', () => {
  it.each<[string, LogProblem]>([
    [line('-', '408 -'), 'no_request'],
    [line('', '400 226 "-" "-"'), 'no_request'],
    [line('\\x16\\x03\\x01\\x02', '400 226'), 'invalid_request'],
    [line('GET', '400 226'), 'invalid_request'],
    [line('GET index.html HTTP/1.1', '400 226'), 'invalid_request'],
    [line('GET / HTTP/1.1', '000 0'), 'invalid_status'],
    [line('GET / HTTP/1.1', '- -'), 'invalid_status'],
    [line('GET / HTTP/1.1', '604 0'), 'invalid_status'],
    ['{"status":200}', 'not_a_log_line'],
    ['{"status":200', 'invalid_json'],
    ['192.0.2.7 - - [17/May/2015:10:05:03 +0000] "GET / HT', 'not_a_log_line'],
    ['', 'not_a_log_line'],
  ])('says why: %s', (text, problem) => {
    expect(problemOf(text)).toBe(problem);
  });
});

describe('an odd line', () => {
  it('takes addresses of IPv6, names of hosts, users with spaces, and leaves further fields aside', () => {
    expect(entryOf(line('GET / HTTP/1.1').replace('192.0.2.7', '2001:db8::7')).host).toBe('2001:db8::7');
    expect(entryOf(line('GET / HTTP/1.1').replace('192.0.2.7', 'crawler.test')).host).toBe('crawler.test');
    expect(entryOf(line('GET / HTTP/1.1').replace('192.0.2.7', '192.0.2.9,  192.0.2.7')).host).toBe('192.0.2.7');
    expect(entryOf(line('GET / HTTP/1.1').replace('- -', '- Ada Lovelace')).user).toBe('Ada Lovelace');
    expect(entryOf(`${line('GET / HTTP/1.1')} 0.004 "198.51.100.1"`).userAgent).toBe('Mozilla/5.0 (X11)');
  });

  it.each([
    ['x [', 'x ['],
    ['x [y]', 'x [y]'],
    ['[', '['],
    ['x] \\x22', 'x] "'],
    [
      'x [1/Jan/2020:00:00:00 +0000] \\x22GET / HTTP/1.1\\x22 200 1',
      'x [1/Jan/2020:00:00:00 +0000] "GET / HTTP/1.1" 200 1',
    ],
    [
      'x [1/Jan/2020:00:00:00 +0000] \\"GET / HTTP/1.1\\" 200 1',
      'x [1/Jan/2020:00:00:00 +0000] "GET / HTTP/1.1" 200 1',
    ],
    ['Lovelace, Ada', 'Lovelace, Ada'],
  ])('is read whatever name the caller gives itself: %s', (written, user) => {
    const text = line('POST /login HTTP/1.1', '401 9 "-" "curl"').replace('- -', `- ${written}`);
    expect(entryOf(text)).toMatchObject({
      host: '192.0.2.7',
      user,
      atMs: Date.UTC(2015, 4, 17, 10, 5, 3),
      method: 'POST',
      path: '/login',
      status: 401,
      userAgent: 'curl',
    });
  });

  it('is read by its own time, whatever its quotes hold', () => {
    const forged = '] \\x22 [1/Jan/2020:00:00:00 +0000] \\x22GET /b HTTP/1.1\\x22 200 1';
    expect(entryOf(line(`GET /a${forged} HTTP/1.1`, `200 1 "${forged}" "${forged}"`))).toMatchObject({
      atMs: Date.UTC(2015, 4, 17, 10, 5, 3),
      status: 200,
    });
  });

  it('keeps what an agent says of itself, quotes and all, and as far as a cut line goes', () => {
    expect(entryOf(line('GET / HTTP/1.1', '200 1 "-" "a \\"b\\" c"')).userAgent).toBe('a "b" c');
    expect(entryOf(line('GET / HTTP/1.1', '200 1 "-" "Mozil')).userAgent).toBe('Mozil');
  });
});

const escaped = (text: string): string =>
  [...Buffer.from(text, 'utf8')]
    .map((byte) => {
      const character = String.fromCharCode(byte);
      if (character === '"' || character === '\\') return `\\${character}`;
      return byte >= 32 && byte < 127 ? character : `\\x${byte.toString(16).padStart(2, '0')}`;
    })
    .join('');

describe('lines of any text', () => {
  it('reads back whatever a server wrote', () => {
    const text = fc.string({ unit: 'grapheme', maxLength: 60 }).filter((value) => !value.includes('\0'));
    fc.assert(
      fc.property(
        fc.record({
          atMs: fc
            .integer({ min: Date.UTC(2000, 0, 1) / 1_000, max: Date.UTC(2030, 0, 1) / 1_000 })
            .map((s) => s * 1_000),
          method: fc.constantFrom('GET', 'POST', 'PURGE', 'X-1'),
          path: text.map((value) => `/${value.trim()}`),
          status: fc.integer({ min: 100, max: 599 }),
          bytes: fc.option(fc.nat()),
          userAgent: text.filter((value) => value !== '-' && value !== ''),
        }),
        ({ atMs, method, path, status, bytes, userAgent }) => {
          const at = new Date(atMs).toUTCString().replace(/^\w+, (\d+) (\w+) (\d+) (.*) GMT$/, '$1/$2/$3:$4 +0000');
          const written = `2001:db8::1 - - [${at}] "${method} ${escaped(path)} HTTP/1.1" ${status} ${bytes ?? '-'} "-" "${escaped(userAgent)}"`;
          expect(entryOf(written)).toEqual({
            host: '2001:db8::1',
            user: null,
            atMs,
            durationMs: null,
            method,
            path,
            status,
            requestBytes: null,
            responseBytes: bytes,
            userAgent,
            traceId: null,
          });
        },
      ),
    );
  });
});

describe('noise', () => {
  it('never throws and never gives what cannot be stored, whatever the line', () => {
    const piece = fc.constantFrom(
      '"',
      '\\',
      '[',
      '] "',
      ' ',
      '-',
      '\\x',
      '\\xe4',
      '200 1',
      'GET /',
      '\0',
      '\ud800',
      'ä',
    );
    const noise = fc.array(fc.oneof(piece, fc.string())).map((pieces) => pieces.join(''));
    fc.assert(
      fc.property(noise, fc.boolean(), (text, framed) => {
        const parsed = parseAccessLogLine(framed ? line(`GET /${text} HTTP/1.1`) : text);
        if ('entry' in parsed) {
          expect(parsed.entry.path).toMatch(/^\//);
          expect(`${parsed.entry.path}${parsed.entry.userAgent}`).not.toMatch(/[\0\p{Surrogate}]/u);
        }
      }),
    );
  });
});
