import fc from 'fast-check';
import { expect, test } from 'vitest';
import { CONTENT_TYPE, contentTypeOf } from '../../../../sdk/src/wire';

test.each([
  [undefined, 'none'],
  ['', 'none'],
  [' ; charset=utf-8', 'none'],
  ['application/json', 'json'],
  ['Application/JSON; charset=utf-8', 'json'],
  ['application/vnd.api+json', 'json'],
  ['application/x-ndjson', 'json'],
  ['application/x-www-form-urlencoded;charset=UTF-8', 'form'],
  ['multipart/form-data; boundary=----json', 'multipart'],
  ['application/xml', 'xml'],
  ['text/xml', 'xml'],
  ['application/soap+xml; action="x"', 'xml'],
  ['image/svg+xml', 'xml'],
  ['text/plain', 'text'],
  ['text/csv; header=present', 'text'],
  ['image/png', 'binary'],
  ['application/octet-stream', 'binary'],
  ['application/x-protobuf', 'binary'],
  ['application/grpc-web', 'binary'],
  ['application/gzip', 'binary'],
  ['application/pdf', 'binary'],
  ['application/graphql', 'other'],
  ['nonsense', 'other'],
])('the content type %j is of the class %s', (header, name) => {
  expect(CONTENT_TYPE[contentTypeOf(header)]).toBe(name);
});

test('whatever a client writes there is of a class, and a long one takes no time', () => {
  fc.assert(fc.property(fc.string({ maxLength: 300 }), (header) => CONTENT_TYPE[contentTypeOf(header)] !== undefined));
  expect(CONTENT_TYPE[contentTypeOf('/'.repeat(1e6))]).toBe('other');
});
