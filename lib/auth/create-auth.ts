import { hkdfSync } from 'node:crypto';
import { betterAuth } from 'better-auth';
import { prismaAdapter } from 'better-auth/adapters/prisma';
import type { Storage } from '../storage';
import { PASSWORD_MAX, PASSWORD_MIN } from './password/check-password';
import { sessionOpener } from './session/session-opener';

type LogLevel = 'debug' | 'info' | 'warn' | 'error';

export interface AuthOptions {
  storage: Storage;
  /** Public base URL; https makes the cookies Secure and their names begin with `__Secure-`. */
  url: string;
  secret: string;
  /** Request header that holds the client's address, set by the server itself and by nobody else. */
  clientAddressHeader: string;
  onLog(level: LogLevel, message: string): void;
}

const HOUR_SECONDS = 3_600;
const DAY_SECONDS = 24 * HOUR_SECONDS;
/** A session that nobody uses for this long ends. */
export const SESSION_IDLE_SECONDS = 7 * DAY_SECONDS;
/** A session ends this long after its sign-in, however busy it is. */
export const SESSION_ABSOLUTE_SECONDS = 30 * DAY_SECONDS;

/** What better-auth warns of at every sign-in that fails. Anybody can cause these: they must not flood the log. */
const FAILED_SIGN_IN = new Set(['User not found', 'Password not found', 'Invalid password']);

/** The level at which a line of better-auth is logged. */
export function levelOf(level: LogLevel, message: string): LogLevel {
  return level === 'warn' && FAILED_SIGN_IN.has(message) ? 'debug' : level;
}

/**
 * Accounts and sessions by better-auth, in our database. Its own HTTP router is not mounted: lib/auth calls the few
 * functions in use, and limits attempts itself, since better-auth's counter reads first and writes later.
 */
export function createAuth({ storage, url, secret, clientAddressHeader, onLog }: AuthOptions) {
  return betterAuth({
    appName: 'Callwatch',
    baseURL: url,
    basePath: '/api/auth',
    secret: Buffer.from(hkdfSync('sha256', secret, 'callwatch', 'sessions v1', 32)).toString('base64url'),
    database: prismaAdapter(storage.prisma, { provider: 'postgresql' }),
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      minPasswordLength: PASSWORD_MIN,
      maxPasswordLength: PASSWORD_MAX,
      revokeSessionsOnPasswordReset: true,
    },
    session: {
      expiresIn: SESSION_IDLE_SECONDS,
      updateAge: HOUR_SECONDS,
      cookieCache: { enabled: false },
      additionalFields: {
        verifiedAt: { type: 'date', input: false, required: false },
        activeAt: { type: 'date', input: false, required: false },
      },
    },
    user: { additionalFields: { instanceAdmin: { type: 'boolean', input: false, defaultValue: false } } },
    rateLimit: { enabled: false },
    telemetry: { enabled: false },
    logger: { level: 'warn', log: (level, message) => onLog(levelOf(level, message), message) },
    advanced: {
      cookiePrefix: 'callwatch',
      useSecureCookies: url.startsWith('https:'),
      defaultCookieAttributes: { httpOnly: true, sameSite: 'lax' },
      ipAddress: { ipAddressHeaders: [clientAddressHeader] },
    },
    plugins: [sessionOpener],
  });
}

export type Auth = ReturnType<typeof createAuth>;
