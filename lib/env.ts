import { z } from 'zod';
import { parseCidrs, readSender } from './shared';

const ROLES = ['web', 'ingest', 'worker'] as const;
const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal'] as const;
export type ProcessRole = (typeof ROLES)[number];

/** Settings of one process, read once at boot. */
export interface Env {
  port: number;
  /** Where a worker tells how it is; null = not set: near `port`, or wherever there is room. */
  workerPort: number | null;
  host: string;
  databaseUrl: string;
  /** The same role past a pooler, for LISTEN. */
  databaseDirectUrl: string;
  dataDir: string;
  /** Public base URL, without a slash at the end. */
  url: string;
  secret: string;
  smtpUrl: string | null;
  mailFrom: string;
  /** Private networks that webhooks may reach all the same. */
  outboundAllow: string[];
  /** Networks of the proxies in front of us. */
  trustedProxies: string[];
  roles: ReadonlySet<ProcessRole>;
  /** Lines below it are not logged. */
  logLevel: (typeof LOG_LEVELS)[number];
  /** Folder of the embedded database, told by the launcher; null for a database of the user's own. */
  databaseDir: string | null;
}

const list = (text: string): string[] =>
  text
    .split(',')
    .map((part) => part.trim())
    .filter(Boolean);

const cidrs = z
  .string()
  .default('')
  .transform((text, context) => {
    const wrong = parseCidrs(list(text)).wrong[0];
    if (wrong === undefined) return list(text);
    context.addIssue({ code: 'custom', message: `"${wrong}" is neither an address nor a CIDR range` });
    return z.NEVER;
  });

const roles = z
  .string()
  .default('web,ingest,worker')
  .transform((text, context) => {
    const names = list(text);
    const known = ROLES.filter((role) => names.includes(role));
    if (known.length > 0 && known.length === new Set(names).size) return new Set<ProcessRole>(known);
    context.addIssue({ code: 'custom', message: `must be a list of ${ROLES.join(', ')}` });
    return z.NEVER;
  });

const postgresUrl = z.string().regex(/^postgres(ql)?:\/\//, 'must begin with postgres:// or postgresql://');
const webUrl = z.url({ protocol: /^https?$/, error: 'must be an http:// or https:// address' });

const port = z.coerce.number('must be a port number').int().min(0).max(65_535);

const schema = z.object({
  PORT: port.default(3000),
  CALLWATCH_WORKER_PORT: port.optional(),
  HOST: z.string().min(1).default('127.0.0.1'),
  DATABASE_URL: postgresUrl,
  DATABASE_DIRECT_URL: postgresUrl.optional(),
  CALLWATCH_DATA_DIR: z.string().min(1).default('.callwatch'),
  CALLWATCH_URL: webUrl.optional(),
  CALLWATCH_SECRET: z.string().min(32, 'must have at least 32 characters'),
  SMTP_URL: z
    .string()
    .regex(/^smtps?:\/\//, 'must begin with smtp:// or smtps://')
    .optional(),
  MAIL_FROM: z
    .string()
    .refine((text) => readSender(text) !== null, 'must be an address, or Name <address>')
    .default('Callwatch <callwatch@localhost>'),
  CALLWATCH_OUTBOUND_ALLOW: cidrs,
  CALLWATCH_TRUSTED_PROXIES: cidrs,
  CALLWATCH_ROLES: roles,
  CALLWATCH_LOG_LEVEL: z.enum(LOG_LEVELS, `must be one of ${LOG_LEVELS.join(', ')}`).default('info'),
  CALLWATCH_DATABASE_DIR: z.string().optional(),
});

/** Thrown for a wrong or missing setting; the message is one line that names it. */
export class EnvError extends Error {
  override readonly name = 'EnvError';
}

/** Reads and checks the settings; an empty value counts as unset. Throws EnvError. */
export function readEnv(source: Readonly<Record<string, string | undefined>> = process.env): Env {
  const given = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== undefined && value !== ''));
  const parsed = schema.safeParse(given);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    const name = String(issue?.path[0] ?? 'setting');
    throw new EnvError(
      given[name] === undefined ? `${name} is not set` : `${name}: ${issue?.message ?? 'is not valid'}`,
    );
  }
  const value = parsed.data;
  return {
    port: value.PORT,
    workerPort: value.CALLWATCH_WORKER_PORT ?? null,
    host: value.HOST,
    databaseUrl: value.DATABASE_URL,
    databaseDirectUrl: value.DATABASE_DIRECT_URL ?? value.DATABASE_URL,
    dataDir: value.CALLWATCH_DATA_DIR,
    url: (value.CALLWATCH_URL ?? `http://${value.HOST}:${value.PORT}`).replace(/\/+$/, ''),
    secret: value.CALLWATCH_SECRET,
    smtpUrl: value.SMTP_URL ?? null,
    mailFrom: value.MAIL_FROM,
    outboundAllow: value.CALLWATCH_OUTBOUND_ALLOW,
    trustedProxies: value.CALLWATCH_TRUSTED_PROXIES,
    roles: value.CALLWATCH_ROLES,
    logLevel: value.CALLWATCH_LOG_LEVEL,
    databaseDir: value.CALLWATCH_DATABASE_DIR ?? null,
  };
}
