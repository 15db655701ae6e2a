import { AppError } from '../../shared';

const SAFE = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Refuses a change that another site's page sent with our cookies. The browser's Origin must be this site's, by the public
 * URL or by the host that was asked; without one, Sec-Fetch-Site must say so. A request with neither and no cookies is no
 * browser's, and brings nothing that another site could misuse. Throws `forbidden`.
 */
export function refuseCrossSite(request: Request, publicUrl: string): void {
  if (SAFE.has(request.method)) return;
  const origin = request.headers.get('origin');
  const site = request.headers.get('sec-fetch-site');
  if (origin === null && site === null) {
    if (!request.headers.has('cookie')) return;
    throw new AppError('forbidden', 'refused: a change by session needs the Origin header of this site');
  }
  const ours = origin === null ? site === 'same-origin' || site === 'none' : isOurs(origin, request, publicUrl);
  if (!ours || site === 'cross-site') throw new AppError('forbidden', 'refused: the request came from another site');
}

function isOurs(origin: string, request: Request, publicUrl: string): boolean {
  if (!URL.canParse(origin)) return false;
  const { host } = new URL(origin);
  return origin === new URL(publicUrl).origin || host === (request.headers.get('host') ?? new URL(request.url).host);
}
