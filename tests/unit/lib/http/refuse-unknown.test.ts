import { expect, test } from 'vitest';
import { z } from 'zod';
import { callersInput, callsInput } from '../../../../lib/analytics';
import {
  refuseUnknownFields,
  refuseUnknownQuery,
  refuseUnknownReadQuery,
} from '../../../../lib/http/request/refuse-unknown';

test('a misspelt filter is told by its name, and not taken for no filter', () => {
  expect(() => refuseUnknownQuery(callsInput, { from: 'a', statsu: '5xx', consumers: 'x' })).toThrow(
    expect.objectContaining({
      code: 'invalid',
      message: 'statsu: is no parameter of this request',
      details: {
        field: 'statsu',
        fields: { statsu: 'is no parameter of this request', consumers: 'is no parameter of this request' },
      },
    }),
  );
  expect(() => refuseUnknownQuery(z.object({}), { limit: '1' })).toThrow('limit: is no parameter');
  const either = z.discriminatedUnion('k', [z.object({ k: z.literal('a') }), z.object({ k: z.literal('b') })]);
  expect(() => refuseUnknownFields(either, { k: 'a', c: '1' })).toThrow('c: is no field');
});

test('what a read knows passes, whatever becomes of it', () => {
  refuseUnknownQuery(callsInput, {
    from: 'a',
    to: 'b',
    limit: '1',
    cursor: 'c',
    status: ['4xx', '!404'],
    environment: 'e',
  });
  refuseUnknownQuery(callersInput, { country: 'DE', asn: '1' });
  refuseUnknownQuery(z.object({}), { organizationId: 'o' });
  const either = z.union([z.object({ a: z.string() }), z.object({ b: z.string() })]);
  refuseUnknownQuery(either, { a: '1', b: '2' });
  refuseUnknownFields(z.looseObject({ a: z.string() }), { c: '1' }); // takes every name
});

test('every read takes limit, cursor and environment, in the form that they have everywhere', () => {
  const whole = z.object({ projectId: z.string() });
  refuseUnknownReadQuery(whole, { limit: '100', cursor: '', environment: 'production' });
  refuseUnknownReadQuery(callsInput, { limit: 'the schema tells', cursor: 'so' });
  for (const limit of ['0', '1001', 'many', ['1', '2']])
    expect(() => refuseUnknownReadQuery(whole, { limit })).toThrow(z.ZodError);
  for (const query of [{ limits: '1' }, { limit: '1', env: 'production' }, { toString: '1' }])
    expect(() => refuseUnknownReadQuery(whole, query)).toThrow('is no parameter of this request');
});
