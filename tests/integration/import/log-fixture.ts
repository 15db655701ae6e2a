import { seededRandom } from '../../support/stored-calls';

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const two = (value: number): string => String(value).padStart(2, '0');

/** `17/May/2015:10:05:03 +0000` */
export function logTime(atMs: number): string {
  const at = new Date(atMs);
  const date = `${two(at.getUTCDate())}/${MONTHS[at.getUTCMonth()]}/${at.getUTCFullYear()}`;
  return `${date}:${at.toISOString().slice(11, 19)} +0000`;
}

export interface LogLine {
  text: string;
  /** Null for a line that is no call. */
  call: { atMs: number; status: number; path: string; bytes: number } | null;
}

const PAGES = [
  '/',
  '/favicon.ico',
  '/blog/tags/databases',
  '/blog/2015/05/17/slow-queries',
  '/images/logo.png',
  '/users/7',
];
const PROBES = ['/wp-login.php', '/../../etc/passwd', '/admin/config.bak', `/${'A'.repeat(300)}`];
const STATUSES = [200, 200, 200, 200, 200, 304, 301, 404, 500];
const BROKEN = ['"-" 408 - "-" "-"', '"\\x16\\x03\\x01" 400 226 "-" "-"', '"GET / HTTP/1.1" 000 0'];

/** A site's log of `lines` lines between two times, the same for a seed: pages, files, probes, broken lines. */
export function siteLog(
  lines: number,
  { seed, fromMs, toMs }: { seed: number; fromMs: number; toMs: number },
): LogLine[] {
  const random = seededRandom(seed);
  const pick = <T>(list: readonly T[], fallback: T): T => list[Math.floor(random() * list.length)] ?? fallback;
  return Array.from({ length: lines }, (_, at) => {
    const atMs = Math.floor((fromMs + ((toMs - fromMs) * at) / lines) / 1_000) * 1_000;
    const who = `192.0.2.${Math.floor(random() * 60)} - - [${logTime(atMs)}]`;
    if (random() < 0.01) return { text: `${who} ${pick(BROKEN, '')}`, call: null };
    const probe = random() < 0.05;
    const path = probe ? `${pick(PROBES, '/')}${at % 2}` : pick(PAGES, '/');
    const status = probe ? 404 : pick(STATUSES, 200);
    const bytes = Math.floor(random() * 50_000);
    const text = `${who} "GET ${path}?page=${at} HTTP/1.1" ${status} ${bytes} "-" "Mozilla/5.0 (X11; \\"${at % 3}\\")"`;
    return { text, call: { atMs, status, path, bytes } };
  });
}

export const textOf = (lines: readonly LogLine[]): string => lines.map(({ text }) => `${text}\n`).join('');
