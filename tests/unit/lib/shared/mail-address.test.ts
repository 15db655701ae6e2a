import { describe, expect, it } from 'vitest';
import { isMailAddress, parseMailAddress, parseSender } from '../../../../lib/shared';

describe('a mail channel has exactly one address', () => {
  it.each([
    'ops@example.com',
    'first.last+tag@sub.example.co.uk',
    "o'brien@example.com",
    'ops@mailhost',
    'x@a-b.example',
  ])('%s is one', (address) => expect(isMailAddress(address)).toBe(true));

  it.each([
    'a@example.com, b@example.com',
    'a@example.com,b@example.com',
    'a@example.com; b@example.com',
    'a@example.com b@example.com',
    'Name <a@example.com>',
    '<a@example.com>',
    '"a b"@example.com',
    'a@example.com\r\nBcc: b@example.com',
    'a@example.com\nb@example.com',
    'a@exam\u0000ple.com',
    'a@b@example.com',
    'a(comment)@example.com',
    'group: a@example.com;',
    'a@[127.0.0.1]',
    'a@-example.com',
    'a@example..com',
    'a@example.com.',
    '.a@example.com',
    'a.@example.com',
    'a..b@example.com',
    'ä@example.com',
    'a@exämple.com',
    'a\u2028@example.com',
    '@example.com',
    'a@',
    'a',
    '',
    `${'a'.repeat(65)}@example.com`,
    `a@${'b'.repeat(64)}.com`,
    `a@${'example.'.repeat(40)}com`,
  ])('%j is none', (address) => {
    expect(isMailAddress(address)).toBe(false);
    expect(() => parseMailAddress(address)).toThrow('one mail address');
  });

  it('may have spaces around it', () => expect(parseMailAddress(' ops@example.com ')).toBe('ops@example.com'));
});

describe('MAIL_FROM', () => {
  it.each([
    ['Callwatch <callwatch@localhost>', { name: 'Callwatch', address: 'callwatch@localhost' }],
    ['"Shop alerts" <alerts@example.com>', { name: 'Shop alerts', address: 'alerts@example.com' }],
    ['alerts@example.com', { name: 'Callwatch', address: 'alerts@example.com' }],
  ])('%s', (text, sender) => expect(parseSender(text)).toEqual(sender));

  it.each(['a@example.com, b@example.com', 'Callwatch', 'X <a@b> <c@d>', 'A <a@example.com>\r\nBcc: b@c'])(
    '%j is refused by name',
    (text) => expect(() => parseSender(text)).toThrow('MAIL_FROM'),
  );
});
