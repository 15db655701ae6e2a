import { expect, test } from 'vitest';
import { NextRequest } from 'next/server';
import { proxy } from '../../../../proxy';

test('every page gets a nonce of its own, and only scripts that carry it may run', () => {
  const [one, two] = ['/', '/p/1'].map((path) => proxy(new NextRequest(`http://callwatch.test${path}`)));
  const policy = one?.headers.get('content-security-policy') ?? '';
  const nonce = /'nonce-([^']+)'/.exec(policy)?.[1] ?? '';
  expect(Buffer.from(nonce, 'base64')).toHaveLength(16);
  expect(two?.headers.get('content-security-policy')).not.toContain(nonce);
  const scripts = policy.split('; ').find((part) => part.startsWith('script-src')) ?? '';
  expect(scripts).not.toMatch(/unsafe|\*|https?:/);
  for (const part of ["object-src 'none'", "base-uri 'none'", "frame-ancestors 'none'"]) expect(policy).toContain(part);
  expect(one?.headers.get('x-middleware-request-x-nonce')).toBe(nonce);
});

test('a nonce that the caller sends counts for nothing', () => {
  const request = new NextRequest('http://callwatch.test/', { headers: { 'x-nonce': 'chosen' } });
  expect(proxy(request).headers.get('x-middleware-request-x-nonce')).not.toBe('chosen');
});
