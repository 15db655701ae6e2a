import fc from 'fast-check';
import { expect, test } from 'vitest';
import { freeSlug, slugOf } from '../../../../lib/projects/slug';

test.each([
  ['Shop API', 'shop-api'],
  ['  Größe & Co. ', 'gro-e-co'],
  ['Élan', 'elan'],
  ['日本語', 'project'],
  ['', 'project'],
])('%s becomes a slug', (name, slug) => {
  expect(slugOf(name, 'project')).toBe(slug);
});

test('whatever the name, the slug fits into an address and is never taken', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.nat(5), (name, count) => {
      const base = slugOf(name, 'project');
      const taken = [base, ...Array.from({ length: count }, (_, index) => `${base}-${index + 2}`)];
      const slug = freeSlug(base, taken);
      expect(slug).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/);
      expect(taken).not.toContain(slug);
    }),
  );
});
