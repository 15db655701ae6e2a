import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import pino from 'pino';
import { expect, it, onTestFinished } from 'vitest';
import { answerMethod, createMethodBook } from '../../../../lib/http';
import { findApiMethods } from '../../../../scripts/start/api-methods.mjs';
import { listRoutes } from '../../../support/list-routes';

it('the table of the build names exactly the verbs that the routes export', async () => {
  const exported: Record<string, string[]> = {};
  for (const { name } of await listRoutes()) {
    const [verb = '', path = ''] = name.split(' ');
    (exported[path] ??= []).push(verb);
  }
  const table = findApiMethods();
  expect(Object.keys(table).sort()).toEqual(Object.keys(exported).sort());
  for (const [path, verbs] of Object.entries(table)) expect(verbs.sort()).toEqual(exported[path]?.sort());
});

it.each([
  ['/api/v1/things', ['GET', 'HEAD', 'POST']],
  ['/api/v1/things/', ['GET', 'HEAD', 'POST']],
  ['/api/v1/things/7', ['DELETE']],
  ['/api/v1/things/special', ['PATCH']],
  ['/api/v1/things/file', ['HEAD', 'GET']],
  ['/api/v1/things/7/parts', []],
  ['/api/auth/sign-in/email', ['POST']],
  ['/api/v1/things/7%2Fparts', ['DELETE']],
  ['/api/v1/things/%E0%A4%A', []],
  ['/api/v1/things/%', []],
  ['/api/v2/things', []],
])('%s takes %o', (path, verbs) => {
  const book = createMethodBook({
    '/api/auth/[...all]': ['POST'],
    '/api/v1/things/[thingId]': ['DELETE'],
    '/api/v1/things': ['GET', 'POST'],
    '/api/v1/things/special': ['PATCH'],
    '/api/v1/things/file': ['HEAD', 'GET'],
  });
  expect(book(path)).toEqual(verbs);
});

/** A server that takes only these verbs and answers them with 200. */
async function serve(verbs: string[]): Promise<string> {
  const log = pino({ level: 'silent' });
  const server = createServer((req, res) => void (answerMethod(req, res, { verbs, log }) || res.end('taken')));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

it('another verb gets 405 in the shape of every error, with the verbs that there are', async () => {
  const answer = await fetch(await serve(['GET', 'HEAD']), { method: 'DELETE' });
  expect([answer.status, answer.headers.get('allow')]).toEqual([405, 'GET, HEAD, OPTIONS']);
  expect(await answer.json()).toEqual({
    error: {
      code: 'method_not_allowed',
      message: 'DELETE is not possible here, only GET, HEAD, OPTIONS',
      requestId: answer.headers.get('x-request-id'),
    },
  });
});

it('OPTIONS tells the verbs without a body, and no path has none', async () => {
  const options = await fetch(await serve(['POST']), { method: 'OPTIONS' });
  expect([options.status, options.headers.get('allow')]).toEqual([204, 'POST, OPTIONS']);
  const nowhere = await fetch(await serve([]), { method: 'OPTIONS' });
  expect([nowhere.status, nowhere.headers.get('allow')]).toEqual([404, null]);
  expect(await nowhere.json()).toMatchObject({ error: { code: 'not_found' } });
});
