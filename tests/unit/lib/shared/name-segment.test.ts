import fc from 'fast-check';
import { expect, test } from 'vitest';
import { consumerPage, nameOfSegment, nameSegment } from '../../../../lib/shared';

const NAMES = ['.', '..', '~.', '~..', '~~.', '...', '~', 'a/..', '%2e', '../x', '日本', 'web-storefront'];
const names = fc.oneof(
  fc.constantFrom(...NAMES),
  fc.string({ unit: fc.constantFrom('.', '~', '/', '%', '\\', 'a', 'é'), minLength: 1, maxLength: 6 }),
  fc.string({ unit: 'grapheme', minLength: 1 }),
);

test('every name has a page of its own: no reader of a URL takes a part of it out, and the page finds the name again', () => {
  fc.assert(
    fc.property(names, (name) => {
      const { pathname } = new URL(`/projects/1${consumerPage(name)}`, 'http://127.0.0.1');
      const [, , , , segment, ...more] = pathname.split('/');
      expect([decodeURIComponent(segment ?? ''), more]).toEqual([decodeURIComponent(nameSegment(name)), []]);
      expect(nameOfSegment(decodeURIComponent(segment ?? ''))).toBe(name);
    }),
  );
});

test('only the names that URLs cannot hold are written in another way', () => {
  expect(NAMES.map(nameSegment).slice(0, 6)).toEqual(['~.', '~..', '~~.', '~~..', '~~~.', '...']);
  expect(consumerPage('web-storefront')).toBe('/consumers/web-storefront');
});
