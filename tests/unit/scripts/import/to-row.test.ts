import { expect, it } from 'vitest';
import { LineBuffer } from '../../../../scripts/import/read-lines';
import { toRow, type RowOrProblem } from '../../../../scripts/import/to-row';

const TIME = '17/May/2015:10:05:03 +0000';

function read(text: string, users = false): RowOrProblem {
  const [line] = new LineBuffer().split(Buffer.from(`${text}\n`));
  if (!line) throw new Error('there is no line');
  return toRow(line, { environment: null, format: undefined, users });
}

// the row of a line
it('has no consumer unless users are told to be checked: any caller may send a name', () => {
  const line = (status: number): string => `192.0.2.7 - ada [${TIME}] "GET /a HTTP/1.1" ${status} 5 "-" "curl"`;
  const consumerOf = (status: number, users: boolean): unknown => read(line(status), users);
  for (const status of [200, 204, 302, 404, 500]) {
    expect(consumerOf(status, true)).toHaveProperty('row.consumer', 'ada');
    expect(consumerOf(status, false)).not.toHaveProperty('row.consumer');
  }
  for (const status of [400, 401, 403, 429, 503]) {
    expect(consumerOf(status, true)).not.toHaveProperty('row.consumer');
  }
});

/** What a server writes for so many quotes of a caller. */
const quotes = (count: number): string => '\\x22'.repeat(count);

it.each([
  ['nginx', `192.0.2.7 - - [${TIME}] "GET /a?${quotes(8_000)} HTTP/1.1" 200 5 "${quotes(8_000)}" "${quotes(8_000)}"`],
  [
    'nginx with the largest headers that anybody sets',
    `192.0.2.7 - - [${TIME}] "GET /a?${quotes(32_000)} HTTP/1.1" 200 5 "${quotes(32_000)}" "${quotes(64_000)}"`,
  ],
  [
    'nginx in a JSON of which it escapes nothing',
    `{"time_local":"${TIME}","remote_addr":"192.0.2.7","request":"GET /a?${quotes(8_000)} HTTP/1.1","status":200,"http_user_agent":"${quotes(16_381)}\\x5C"}`,
  ],
  [
    'Caddy',
    `{"ts":1431857103,"logger":"http.log.access","request":{"client_ip":"192.0.2.7","method":"GET","uri":"/a","headers":{"User-Agent":["${'\\ufffd'.repeat(1_000_000)}"]}},"duration":0.25,"size":5,"status":200}`,
  ],
  [
    'Traefik',
    `192.0.2.7 - - [${TIME}] "GET /a HTTP/1.1" 200 5 "-" "${'"'.repeat(1_000_000)}" 12 "shop@docker" "http://10.0.0.5:80" 4ms`,
  ],
])('is there however long a caller makes the line of %s', (_, line) => {
  expect(read(line)).toMatchObject({ row: { ip: '192.0.2.7', method: 'GET', path: '/a', status: 200 } });
});
