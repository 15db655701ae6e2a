export interface HeaderOptions {
  /** Public base URL: over https browsers are told to stay there. */
  url: string;
}

const ALWAYS = {
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'same-origin',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), microphone=(), geolocation=(), payment=(), usb=()',
  'x-dns-prefetch-control': 'off',
} as const;

/** Headers of every answer, native ones too. The policy on scripts comes on top: `API_CSP`, or `pageCsp`. */
export function securityHeaders({ url }: HeaderOptions): Record<string, string> {
  const https = url.startsWith('https:');
  return { ...ALWAYS, ...(https && { 'strict-transport-security': 'max-age=63072000; includeSubDomains' }) };
}

/** For answers that are no page: nothing in them may run or be framed. */
export const API_CSP = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

/** For pages: scripts by nonce alone. Style attributes are open, since charts and overlays place themselves by them. */
export function pageCsp(nonce: string): string {
  return [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'`,
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self'",
    "connect-src 'self'",
    "frame-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ');
}
