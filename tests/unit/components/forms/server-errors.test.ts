import { expect, test } from 'vitest';
import { refusalWords } from '../../../../components/forms/server-errors';
import { AppError } from '../../../../lib/shared';

test('what the server refused is told in a sentence, without the name that the API has for the field', () => {
  const of = (message: string, field: string) => refusalWords(new AppError('conflict', message, { field }));
  expect(of('route: there is another endpoint GET /a: merge them', 'route')).toBe(
    'There is another endpoint GET /a: merge them.',
  );
  expect(of('the name is taken.', 'name')).toBe('The name is taken.');
  expect(refusalWords(new Error('no such endpoint'))).toBe('No such endpoint.');
  expect(refusalWords(new AppError('rate_limited', 'wait', { retryAfterSeconds: 100 }))).toMatch(/in 2 min/);
});
