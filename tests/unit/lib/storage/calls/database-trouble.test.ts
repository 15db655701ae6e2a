import { expect, test } from 'vitest';
import { databaseTrouble } from '../../../../../lib/storage';

test('a socket that is not there is a database that does not answer, a file that is not there is none', () => {
  const missing = (syscall: string) => Object.assign(new Error(`ENOENT, ${syscall}`), { code: 'ENOENT', syscall });
  expect(databaseTrouble(missing('connect'))).toBe('down');
  expect(databaseTrouble(missing('open'))).toBe('other');
});
