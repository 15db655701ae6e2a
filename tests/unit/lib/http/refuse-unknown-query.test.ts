import { expect, test } from 'vitest';
import { z } from 'zod';
import { callersInput, callsInput } from '../../../../lib/analytics';
import { refuseUnknownQuery } from '../../../../lib/http/request/refuse-unknown-query';

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
  refuseUnknownQuery(z.union([z.object({ a: z.string() }), z.object({ b: z.string() })]), { c: '1' }); // cannot be told
});
