import fc from 'fast-check';
import { expect, it } from 'vitest';
import { matchesWildcard, wildcard } from '../../../../lib/formats';

const matches = (pattern: string, text: string): boolean => matchesWildcard(wildcard(pattern), text);

it.each([
  ['/health', '/health', true],
  ['/health', '/healthz', false],
  ['/health*', '/healthz', true],
  ['*/ping', '/a/b/ping', true],
  ['*/ping', '/ping/a', false],
  ['/a*a', '/a', false],
  ['/a*b*c', '/a-b-c', true],
  ['/a*b*c', '/a-c-b', false],
  ['*', '', true],
  ['/50%_*', '/50%_off', true],
  ['/50%_*', '/50xyoff', false],
])('%s against %s: %s', (pattern, text, expected) => {
  expect(matches(pattern, text)).toBe(expected);
});

it('is as the regular expression that it stands for', () => {
  const text = fc.string({ unit: fc.constantFrom('a', 'b', '/', '*'), maxLength: 12 });
  fc.assert(
    fc.property(text, text, (pattern, of) => {
      const expression = new RegExp(`^${pattern.split('*').join('[^]*')}$`);
      expect(matches(pattern, of)).toBe(expression.test(of));
    }),
  );
});
