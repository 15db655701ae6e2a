import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';

export const DEPLOY = path.resolve(import.meta.dirname, '../../../deploy');

const seconds = z.string().regex(/^\d+(ms|s|m|h)$/);

const healthcheck = z.union([
  z.strictObject({ disable: z.literal(true) }),
  z.strictObject({
    test: z.tuple([z.literal('CMD')], z.string()),
    interval: seconds,
    timeout: seconds,
    start_period: seconds,
    retries: z.int().positive(),
  }),
]);

/** The part of the Compose specification that our file uses: a misspelt key is an error. */
const service = z.strictObject({
  image: z.string(),
  build: z.strictObject({ context: z.string(), dockerfile: z.string() }).optional(),
  restart: z.string().regex(/^(no|always|unless-stopped|on-failure(:\d+)?)$/),
  command: z.array(z.string()).optional(),
  environment: z.record(z.string(), z.string()),
  ports: z.array(z.string()).optional(),
  volumes: z.array(z.string()).optional(),
  healthcheck: healthcheck.optional(),
  depends_on: z
    .record(z.string(), z.strictObject({ condition: z.enum(['service_healthy', 'service_completed_successfully']) }))
    .optional(),
  init: z.boolean().optional(),
  read_only: z.boolean().optional(),
  tmpfs: z.array(z.string()).optional(),
  cap_drop: z.array(z.string()).optional(),
  security_opt: z.array(z.string()).optional(),
  shm_size: z.string().optional(),
  stop_grace_period: seconds.optional(),
});
export type Service = z.infer<typeof service>;

const compose = z.strictObject({
  name: z.string(),
  'x-callwatch': z.record(z.string(), z.unknown()),
  'x-settings': z.record(z.string(), z.string()),
  services: z.record(z.string(), service),
  volumes: z.record(z.string(), z.null()),
});

/** deploy/compose.yaml with `${NAME}`, `${NAME:?}` and `${NAME:-default}` filled in. Throws for one that is required. */
export function readCompose(env: Readonly<Record<string, string>>) {
  const fill = (text: string): string =>
    text.replaceAll(/\$\{(\w+)(?::([-?])([^}]*))?\}/g, (_, name: string, kind: string, rest: string) => {
      const value = env[name];
      if (value) return value;
      if (kind === '?') throw new Error(`${name} is required`);
      return kind === '-' ? rest : '';
    });
  const reviver = (_: unknown, value: unknown): unknown => (typeof value === 'string' ? fill(value) : value);
  return compose.parse(parse(readFileSync(path.join(DEPLOY, 'compose.yaml'), 'utf8'), reviver, { merge: true }));
}

/** A service by its name. Throws when there is none. */
export function serviceOf(file: ReturnType<typeof readCompose>, name: string): Service {
  const found = file.services[name];
  if (!found) throw new Error(`there is no service ${name}`);
  return found;
}

/** The names that a file of settings has, as in `NAME=value`. */
export const namesIn = (file: string): string[] =>
  [...readFileSync(path.join(DEPLOY, file), 'utf8').matchAll(/^(\w+)=/gm)].map((match) => match[1] ?? '');
