import { describe, expect, test } from 'vitest';
import { passwordFault } from '../../../../lib/auth/password/check-password';

const fault = (password: string): string | null => passwordFault(password, 'ada@example.com');

describe('passwords', () => {
  test.each([
    'violet-harbour-47',
    'ein langer satz ohne großbuchstaben',
    'aWm3.kVb8tRp',
    '日本語のながいパスワードです',
    'lowercaseonlybutlong',
  ])('may be made of anything: %s', (password) => {
    expect(fault(password)).toBeNull();
  });

  test('have 12 to 128 characters', () => {
    expect(fault('aWm3.kVb8tR')).toBe('must have at least 12 characters');
    expect(fault('🙂🙃🙂🙃🙂🙃')).toBe('must have at least 12 characters');
    expect(fault('aWm3.kVb8tRp'.repeat(11))).toBe('must have at most 128 characters');
  });

  test.each([
    'Password1234',
    'P@ssw0rd123456',
    'passwordpassword',
    'QwertyQwerty1!',
    'Welcome2024!!!!',
    '123456789012',
    '098765432109',
    'abcdefghijkl',
    'qwertyuiopas',
    'aaaaaaaaaaaa',
    'abcabcabcabc',
    'letmeinletmein',
    '1q2w3e4r5t6y',
    'correct horse battery staple',
    'Callwatch2026!',
    'administrator',
  ])('that are guessed first are refused: %s', (password) => {
    expect(fault(password)).toBe('is among the passwords that are guessed first');
  });

  test('made of the address are refused', () => {
    expect(passwordFault('Grace.Hopper@example.com', 'grace.hopper@example.com')).toContain('address');
    expect(passwordFault('gracehopper2026', 'gracehopper@example.com')).toContain('address');
  });
});
