import { randomBytes } from 'node:crypto';
import { NextResponse, type NextRequest } from 'next/server';
import { pageCsp } from './lib/http/answer/security-headers';
import { NONCE_HEADER } from './lib/http/request/nonce-header';
import { PATH_HEADER } from './lib/http/request/path-header';

/**
 * Gives every page a nonce and the policy that lets scripts run by it alone. No line of defence: who may see what is
 * checked where the data is read. API and static files stay out, since a request that passes here is buffered.
 */
export function proxy(request: NextRequest): NextResponse {
  const nonce = randomBytes(16).toString('base64');
  const policy = pageCsp(nonce);
  const headers = new Headers(request.headers);
  headers.set(NONCE_HEADER, nonce);
  headers.set(PATH_HEADER, request.nextUrl.pathname + request.nextUrl.search);
  headers.set('content-security-policy', policy); // Next puts the nonce of this header on its own scripts
  const response = NextResponse.next({ request: { headers } });
  response.headers.set('content-security-policy', policy);
  return response;
}

export const config = { matcher: ['/((?!api/|_next/static|_next/image|favicon|icon).*)'] };
