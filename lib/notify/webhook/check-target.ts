import { isIP } from 'node:net';
import { AppError } from '../../shared';
import type { Cidr } from '../../shared';
import { mayConnect } from './address-rules';
import type { Resolve } from './resolve';

const URL_LIMIT = 2_048;
const RESOLVE_WITHIN_MS = 3_000;

const wrong = (message: string): AppError => new AppError('invalid', message, { field: 'url' });

/** The literal address of a URL's host, without brackets; null for a name. WHATWG parsing has undone octal, hex and decimal forms. */
export function literalAddress(url: URL): string | null {
  const bare = url.hostname.replace(/^\[(.*)\]$/, '$1');
  return isIP(bare) ? bare : null;
}

/** Parses a webhook target. Throws AppError `invalid` for what is no plain http(s) address. */
export function parseTarget(text: string): URL {
  const url = URL.canParse(text.trim()) ? new URL(text.trim()) : null;
  if (!url || text.length > URL_LIMIT) throw wrong('not a valid URL');
  if (url.protocol !== 'https:' && url.protocol !== 'http:') throw wrong('must begin with https:// or http://');
  if (url.username || url.password) throw wrong('must not hold a user name or password');
  if (url.port === '0') throw wrong('port 0 cannot be reached');
  url.hash = '';
  return url;
}

async function addressesOf(url: URL, resolve: Resolve): Promise<string[]> {
  const literal = literalAddress(url);
  if (literal) return [literal];
  const name = url.hostname.replace(/\.+$/, '').toLowerCase();
  if (name === 'localhost' || name.endsWith('.localhost')) return ['127.0.0.1', '::1'];
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<string[]>((done) => {
    timer = setTimeout(() => done([]), RESOLVE_WITHIN_MS);
  });
  const found = resolve(url.hostname).then(
    (all) => all.map((one) => one.address),
    () => [],
  );
  return Promise.race([found, late]).finally(() => clearTimeout(timer));
}

/**
 * Checks a webhook target when it is saved. A name that does not resolve now is taken: delivery checks again on the
 * address that it connects to. Throws AppError `invalid` when every address is refused.
 */
export async function checkTarget(
  text: string,
  { allow, resolve }: { allow: readonly Cidr[]; resolve: Resolve },
): Promise<string> {
  const url = parseTarget(text);
  const addresses = await addressesOf(url, resolve);
  if (addresses.length > 0 && !addresses.some((address) => mayConnect(address, allow))) {
    throw wrong('points into a private or reserved network; an operator can allow it with CALLWATCH_OUTBOUND_ALLOW');
  }
  return url.href;
}
