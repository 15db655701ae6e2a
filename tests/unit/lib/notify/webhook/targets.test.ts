import { describe, expect, it } from 'vitest';
import { mayConnect } from '../../../../../lib/notify/webhook/address-rules';
import { checkTarget } from '../../../../../lib/notify/webhook/check-target';
import { guardedLookup } from '../../../../../lib/notify/webhook/guarded-lookup';
import type { Resolve } from '../../../../../lib/notify/webhook/resolve';
import { parseCidrs } from '../../../../../lib/shared';

const to =
  (...addresses: string[]): Resolve =>
  async () =>
    addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }));
const nowhere: Resolve = async () => {
  throw new Error('ENOTFOUND');
};
const check = (url: string, resolve: Resolve = nowhere, allow: string[] = []) =>
  checkTarget(url, { resolve, allow: parseCidrs(allow).ranges });

const REFUSED_ADDRESSES = [
  '0.0.0.0',
  '10.0.0.1',
  '100.64.0.1',
  '100.100.100.200',
  '127.0.0.1',
  '127.255.255.254',
  '168.63.129.16',
  '169.254.169.254',
  '172.16.0.1',
  '172.31.255.255',
  '192.0.0.192',
  '192.0.2.1',
  '192.168.1.1',
  '198.18.0.1',
  '198.51.100.1',
  '203.0.113.1',
  '224.0.0.1',
  '240.0.0.1',
  '255.255.255.255',
  '::',
  '::1',
  '::127.0.0.1',
  '::ffff:127.0.0.1',
  '::ffff:a9fe:a9fe',
  '::ffff:0:10.0.0.1',
  '64:ff9b::7f00:1',
  '64:ff9b::8.8.8.8',
  '64:ff9b:1::a00:1',
  '100::1',
  '2001::1',
  '2001:db8::1',
  '2002:7f00:1::',
  '2002:a9fe:a9fe::1',
  '3fff::1',
  '5f00::1',
  'fc00::1',
  'fd00:ec2::254',
  'fe80::1',
  'fe80::1%eth0',
  'fec0::1',
  'ff02::1',
  'not an address',
  '',
];

describe('no webhook connects to an address that is not public', () => {
  it.each(REFUSED_ADDRESSES)('%s', (address) => expect(mayConnect(address, [])).toBe(false));

  it.each(['1.1.1.1', '8.8.8.8', '172.32.0.1', '100.128.0.1', '2606:4700:4700::1111', '::ffff:8.8.8.8'])(
    'but to %s',
    (address) => expect(mayConnect(address, [])).toBe(true),
  );

  it('unless the operator allows its network, by every form of the address', () => {
    const { ranges } = parseCidrs(['10.1.0.0/16', 'fd00::/8']);
    expect(mayConnect('10.1.2.3', ranges)).toBe(true);
    expect(mayConnect('::ffff:10.1.2.3', ranges)).toBe(true);
    expect(mayConnect('fd12::1', ranges)).toBe(true);
    expect(mayConnect('10.2.0.1', ranges)).toBe(false);
    expect(mayConnect('127.0.0.1', ranges)).toBe(false);
  });
});

const REFUSED_URLS = [
  'http://127.0.0.1/',
  'http://127.0.0.1./',
  'http://127.1/',
  'http://2130706433/',
  'http://0x7f000001/',
  'http://0x7f.0.0.1/',
  'http://0177.0.0.1/',
  'http://017700000001/',
  'http://0/',
  'http://%31%32%37.0.0.1/',
  'http://１２７.０.０.１/',
  'http://127。0。0。1/',
  'http://[::1]/',
  'http://[::ffff:127.0.0.1]/',
  'http://[::ffff:7f00:1]/',
  'http://[0:0:0:0:0:ffff:a9fe:a9fe]/',
  'http://[64:ff9b::7f00:1]/',
  'http://[2002:7f00:1::]/',
  'http://[fe80::1]/',
  'http://[::]/',
  'http://localhost/',
  'http://LOCALHOST:3000/',
  'http://localhost./',
  'http://a.localhost/',
  'http://a.localhost./',
  'http://169.254.169.254/latest/meta-data/',
  'http://2852039166/latest/meta-data/',
  'http://0xa9.0xfe.0xa9.0xfe/',
  'http://192.168.0.1:8080/hook',
  'https://10.0.0.8/hook',
];

describe('a target in a private network is refused when it is saved', () => {
  it.each(REFUSED_URLS)('%s', async (url) => {
    await expect(check(url)).rejects.toMatchObject({ code: 'invalid', details: { field: 'url' } });
  });

  it('also behind a name', async () => {
    await expect(check('https://metadata.google.internal/', to('169.254.169.254'))).rejects.toThrow('private');
    await expect(check('https://hooks.example.com/', to('10.0.0.1', 'fd00::1'))).rejects.toThrow('private');
  });

  it.each([
    ['file:///etc/passwd', 'http'],
    ['ftp://hooks.example.com/', 'http'],
    ['javascript:alert(1)', 'http'],
    ['gopher://hooks.example.com/', 'http'],
    ['https://user:secret@hooks.example.com/', 'password'],
    ['https://hooks.example.com:0/', 'port'],
    ['hooks.example.com', 'valid URL'],
    ['https://', 'valid URL'],
    ['', 'valid URL'],
    [`https://hooks.example.com/${'x'.repeat(3_000)}`, 'valid URL'],
  ])('and what is no plain web address: %s', async (url, message) => {
    await expect(check(url)).rejects.toThrow(message);
  });

  it('but a public one is taken, also one that does not resolve yet', async () => {
    await expect(check(' https://hooks.example.com/in#top ', to('93.184.215.14'))).resolves.toBe(
      'https://hooks.example.com/in',
    );
    await expect(check('https://hooks.example.com/in')).resolves.toBe('https://hooks.example.com/in');
    await expect(check('http://localhost:4000/hook', nowhere, ['127.0.0.0/8'])).resolves.toBeTruthy();
    await expect(check('http://[::1]:4000/hook', nowhere, ['::1'])).resolves.toBeTruthy();
  });
});

describe('the lookup of a connection', () => {
  const lookUp = (resolve: Resolve, all: boolean) =>
    new Promise((done, fail) => {
      guardedLookup(resolve, [])('hooks.example.com', { all }, (error, address, family) =>
        error ? fail(error) : done({ address, family }),
      );
    });

  it('hands on public addresses alone, in both forms that Node asks for', async () => {
    const mixed = to('10.0.0.1', '93.184.215.14', '::1');
    await expect(lookUp(mixed, true)).resolves.toEqual({ address: [{ address: '93.184.215.14', family: 4 }] });
    await expect(lookUp(mixed, false)).resolves.toEqual({ address: '93.184.215.14', family: 4 });
  });

  it('refuses a name that leads inside, and passes an error of the resolver on', async () => {
    await expect(lookUp(to('169.254.169.254'), true)).rejects.toThrow('not public');
    await expect(lookUp(to(), true)).rejects.toThrow('not public');
    await expect(lookUp(nowhere, true)).rejects.toThrow('ENOTFOUND');
  });
});
