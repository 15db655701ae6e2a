import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ApiError, readExport, withQuery } from '../../../../lib/client';
import { parseTail } from '../../../../lib/client/live/tail-stream';

const HEAD = {
  'callwatch-calls': '3',
  'callwatch-calls-counted': 'part',
  'content-disposition': 'attachment; filename="shop-calls.csv"',
};

const server = http.createServer((request, response) => {
  if (request.url === '/refused') {
    const error = { code: 'rate_limited', message: 'Two exports at a time.', requestId: 'r1' };
    return response.writeHead(429, { 'retry-after': '5' }).end(JSON.stringify({ error }));
  }
  response.writeHead(200, request.url === '/bare' ? {} : HEAD).write('finishedAt\n');
  if (request.url === '/broken') return response.write('1\n', () => response.destroy());
  if (request.url === '/endless') return response.write('1\n');
  return response.end('1\n2\n3\n');
});
let base = '';

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  base = `http://127.0.0.1:${port}`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

async function read(path: string, abort = new AbortController(), onPiece = (_text: string): void => undefined) {
  const seen = { head: {}, text: '' };
  await readExport({
    url: base + path,
    fallbackName: 'calls.csv',
    signal: abort.signal,
    onHead: (head) => (seen.head = head),
    onChunk: (piece) => {
      seen.text += new TextDecoder().decode(piece);
      onPiece(seen.text);
    },
  });
  return seen;
}

test('an export is read whole, with how many calls there are to come and its name', async () => {
  expect(await read('/all')).toEqual({
    head: { calls: 3, isPart: true, fileName: 'shop-calls.csv' },
    text: 'finishedAt\n1\n2\n3\n',
  });
  expect((await read('/bare')).head).toEqual({ calls: null, isPart: false, fileName: 'calls.csv' });
});

test('one that is refused says why, one that breaks off is no whole file', async () => {
  const refusal = await read('/refused').catch((error: unknown) => error);
  expect(refusal).toBeInstanceOf(ApiError);
  expect(refusal).toMatchObject({ code: 'rate_limited', details: { retryAfterSeconds: 5 } });
  await expect(read('/broken')).rejects.toThrow('The export broke off');
});

test('one that is cancelled ends at once, and not as a failure of the server', async () => {
  const abort = new AbortController();
  await expect(read('/endless', abort, () => abort.abort())).rejects.toMatchObject({ name: 'AbortError' });
});

test('a list in a query is a parameter for each of its values', () => {
  expect(withQuery('/calls', { status: ['404', '!5xx'], path: [], consumer: 'a b', caller: null })).toBe(
    '/calls?status=404&status=%215xx&consumer=a+b',
  );
});

test('what comes on the tail is taken only when it is calls', () => {
  expect(parseTail('{"calls":[],"shown":0,"skipped":4}')).toEqual({ calls: [], shown: 0, skipped: 4 });
  for (const other of ['{', '{"topic":"calls"}', '{"calls":7,"skipped":0}', 'null', 7])
    expect(parseTail(other)).toBeNull();
});
