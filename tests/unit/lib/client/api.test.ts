import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ApiError, errorDetails, getJson, sendJson, withQuery } from '../../../../lib/client';

const answers: Record<string, [status: number, body: string]> = {
  '/ok': [200, '{"calls":[]}'],
  '/refused': [404, '{"error":{"code":"not_found","message":"No such project.","requestId":"r1"}}'],
  '/form': [
    400,
    '{"error":{"code":"invalid","message":"2 fields are wrong.","requestId":"r2","fields":{"name":"Too long"}}}',
  ],
  '/proxy': [503, '<html>Bad gateway</html>'],
  '/odd': [418, '[]'],
};
const server = http.createServer((request, response) => {
  const [status, body] = answers[request.url ?? ''] ?? [500, ''];
  response.writeHead(status).end(body);
});
let base = '';

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  base = `http://127.0.0.1:${port}`;
});
afterAll(() => server.close());

const failure = (path: string) =>
  getJson(`${base}${path}`).then(
    () => null,
    (error: unknown) => error,
  );

describe('an answer of the API', () => {
  it('is its JSON', async () => expect(await getJson(`${base}/ok`)).toEqual({ calls: [] }));

  it('is an error with code, message and request id when refused', async () => {
    const error = await failure('/refused');
    expect(error).toBeInstanceOf(ApiError);
    expect(error).toMatchObject({ code: 'not_found', message: 'No such project.', context: { requestId: 'r1' } });
  });

  it('carries the errors of a form by field', async () => {
    await expect(sendJson('POST', `${base}/form`, {})).rejects.toMatchObject({
      code: 'invalid',
      details: { fields: { name: 'Too long' } },
    });
  });

  it('that is not ours still tells the status', async () => {
    expect(await failure('/proxy')).toMatchObject({ code: 'unavailable', message: 'The server answered 503.' });
    expect(await failure('/odd')).toMatchObject({ code: 'internal', message: 'The server answered 418.' });
  });

  it('that never comes is "unavailable"', async () => {
    const error = await getJson('http://127.0.0.1:1/').then(
      () => null,
      (e: unknown) => e,
    );
    expect(error).toMatchObject({ code: 'unavailable' });
  });
});

it('details for a report hold code, message and request id', async () => {
  const error = new ApiError('timeout', 'Stopped after 10 s.', { requestId: 'r9' });
  expect(errorDetails(error)).toBe('code: timeout\nmessage: Stopped after 10 s.\nrequest: r9');
});

it('leaves empty values out of a query', () => {
  expect(withQuery('/x', { a: 1, b: null, c: undefined, d: '', e: 'ö&' })).toBe('/x?a=1&e=%C3%B6%26');
  expect(withQuery('/x', {})).toBe('/x');
});
