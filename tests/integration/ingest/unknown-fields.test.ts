import { expect, it } from 'vitest';
import { GZIP, gzip, row, startIngest, wireBatch } from './harness';

const LONG = 'x'.repeat(100);

it('takes calls with misspelt fields and names these, once each and also to a repeat', async () => {
  const world = await startIngest();
  const calls = [
    row(),
    row({ durationms: 5 }),
    row({ durationms: 6, consummer: 'acme' }),
    row({ status: 1, ipv4: '' }),
  ];
  const headers = { 'idempotency-key': 'misspelt' };
  const { status, body } = await world.post({ calls, environment: 'staging' }, headers);
  const unknownFields = ['environment', 'calls.durationms', 'calls.consummer', 'calls.ipv4'];
  expect(status).toBe(202);
  expect(body).toMatchObject({ accepted: 3, rejected: [{ index: 3, code: 'invalid_status' }], unknownFields });
  expect(await world.count('select count(*) from call')).toBe(3);
  const again = await world.post({ calls, environment: 'staging' }, headers);
  expect(again.body).toEqual({ ...body, duplicate: true });
});

it('names unknown columns, dictionaries and fields of a columnar batch', async () => {
  const world = await startIngest();
  const { calls, dict, ...rest } = wireBatch(2);
  const body = { ...rest, ver: '1', calls: { ...calls, consummer: [0, 0] }, dict: { ...dict, consumer: ['acme'] } };
  const answer = await world.post(gzip(body), GZIP);
  expect(answer.body).toEqual({
    accepted: 2,
    rejected: [],
    unknownFields: ['ver', 'dict.consumer', 'calls.consummer'],
  });
});

it('names ten unknown fields at most, each by 64 characters at most, whatever is sent', async () => {
  const world = await startIngest();
  const many = Object.fromEntries(Array.from({ length: 500 }, (_, at) => [`${at}-${LONG}`, at]));
  const calls = [5, null, [row()], JSON.parse('{"__proto__":{},"constructor":1,"\\ud83d":1}'), many];
  const { status, body } = await world.post({ calls });
  expect([status, body.accepted, body.rejected.length]).toEqual([202, 0, 5]);
  const { unknownFields = [] } = body;
  expect(unknownFields.slice(0, 4)).toEqual([
    'calls.__proto__',
    'calls.constructor',
    'calls.\ud83d',
    `calls.0-${'x'.repeat(62)}`,
  ]);
  expect(unknownFields).toHaveLength(10);
});

it('says nothing of unknown fields where every field is known', async () => {
  const world = await startIngest();
  const whole = row({
    startedAt: Date.now() - 2_000,
    path: '/things/7',
    userAgent: 'curl/8.5.0',
    contentType: 'application/json',
    requestBytes: 1,
    responseBytes: 2,
    account: 'ada@example.com',
    loginOutcome: 'failure',
    traceId: '0af7651916cd43dd8448eb211c80319c',
    environment: null,
  });
  expect((await world.post({ calls: [whole] })).body).toEqual({ accepted: 1, rejected: [] });
  expect((await world.post({ ...wireBatch(2), version: '2', dropped: {}, routes: [] })).body).toEqual({
    accepted: 2,
    rejected: [],
  });
});
