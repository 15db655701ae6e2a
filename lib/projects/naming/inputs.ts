import { z } from 'zod';
import { projectParam } from '../../access';
import { canonicalCidr, isWiderThan, METHODS } from '../../shared';

const MAX_ROUTE = 512;
const MAX_PART = 256;
const MAX_NOTE = 200;
const MERGED_AT_ONCE = 500;
/** A network may be no wider where detectors are to see nothing of it. */
const WIDEST_ALLOWED = { ipv4: 8, ipv6: 16 };

const idFault = 'must be the id of an endpoint, a whole number';
const endpointId = z
  .string()
  .regex(/^[1-9]\d{0,8}$/, idFault)
  .transform(Number);

export const updateEndpointInput = z
  .object({
    projectId: projectParam,
    endpointId,
    isLogin: z.boolean('must be true or false').exactOptional(),
    ignored: z.boolean('must be true or false').exactOptional(),
    /** Null shows the endpoint's own route again. */
    route: z
      .string('must be a text that begins with /, or null')
      .trim()
      .startsWith('/', 'must begin with /')
      .max(MAX_ROUTE, `must have at most ${MAX_ROUTE} characters`)
      .nullable()
      .exactOptional(),
  })
  .refine(
    ({ isLogin, ignored, route }) => isLogin !== undefined || ignored !== undefined || route !== undefined,
    'say what to change: isLogin, ignored or route',
  );
export type UpdateEndpointInput = z.output<typeof updateEndpointInput>;

export const mergeEndpointsInput = z.object({
  projectId: projectParam,
  endpointId,
  endpoints: z
    .array(z.number(idFault).int(idFault).min(1, idFault), 'must be a list of ids')
    .min(1, 'must name an endpoint')
    .max(MERGED_AT_ONCE, `must name at most ${MERGED_AT_ONCE} endpoints`),
});
export type MergeEndpointsInput = z.output<typeof mergeEndpointsInput>;

/** A place in paths, as `GET endpoint-changes` tells it. */
export const giveUpParameterInput = z.object({
  projectId: projectParam,
  prefix: z.string('must be the template before the place; empty for the first segment'),
  kind: z.string('must be locale, file, slug or name'),
});
export type GiveUpParameterInput = z.output<typeof giveUpParameterInput>;

/** An address or CIDR as a CIDR, which begins with its first address. */
const network = z
  .string('must be an address or a CIDR, or null')
  .trim()
  .transform((text, fault) => {
    const cidr = canonicalCidr(text);
    if (cidr !== null) return cidr;
    fault.addIssue('must be an address such as 192.0.2.7 or a CIDR such as 192.0.2.0/24');
    return z.NEVER;
  });

const part = (field: string) =>
  z
    .string(`must be a text, or null`)
    .trim()
    .min(1, `must not be empty: leave it out for any ${field}`)
    .max(MAX_PART, `must have at most ${MAX_PART} characters`);

const pattern = {
  method: z
    .enum(METHODS, `must be one of ${METHODS.join(', ')}, or null`)
    .nullable()
    .default(null),
  path: part('path')
    .refine((text) => text.startsWith('/') || text.startsWith('*'), 'must begin with / or *')
    .nullable()
    .default(null),
  userAgent: part('user agent').nullable().default(null),
  network: network.nullable().default(null),
};

type Pattern = { [K in keyof typeof pattern]: z.output<(typeof pattern)[K]> };
const saysSomething = ({ method, path, userAgent, network: of }: Pattern): boolean =>
  [path, userAgent, of].some((value) => value !== null && value !== '*' && value !== '/*') ||
  (method !== null && path !== null);
const SAY_SOMETHING = { path: ['path'], message: 'say a path, a user agent or a network: this would match every call' };

/** Which calls; a pattern that says nothing matches all. */
export const callPatternInput = z.object({ projectId: projectParam, ...pattern });

export const createIgnoreRuleInput = z
  .object({ projectId: projectParam, ...pattern })
  .refine(saysSomething, SAY_SOMETHING);
export type CreateIgnoreRuleInput = z.output<typeof createIgnoreRuleInput>;

const ignoreRuleId = z
  .string()
  .regex(/^[1-9]\d{0,8}$/, 'must be the id of a rule, a whole number')
  .transform(Number);
export const ignoreRuleInput = z.object({ projectId: projectParam, ignoreRuleId });
export type IgnoreRuleInput = z.output<typeof ignoreRuleInput>;
export const turnIgnoreRuleInput = ignoreRuleInput.extend({ enabled: z.boolean('must be true or false') });

export const createAllowedCallerInput = z.object({
  projectId: projectParam,
  network: network.refine(
    (cidr) => !isWiderThan(cidr, WIDEST_ALLOWED),
    `would blind the detectors to most callers; the widest is /${WIDEST_ALLOWED.ipv4}, of IPv6 /${WIDEST_ALLOWED.ipv6}`,
  ),
  note: z
    .string('is missing: who it is, for those who come later')
    .trim()
    .min(1, 'must not be empty')
    .max(MAX_NOTE, `must have at most ${MAX_NOTE} characters`),
  expiresAt: z.iso
    .datetime({ offset: true, error: 'must be a time such as 2026-12-01T00:00:00Z, or null' })
    .transform((text) => new Date(text))
    .nullable()
    .default(null),
});
export type CreateAllowedCallerInput = z.output<typeof createAllowedCallerInput>;

export const allowedCallerInput = z.object({
  projectId: projectParam,
  callerId: z
    .string()
    .regex(/^[1-9]\d{0,8}$/, 'must be the id of an entry, a whole number')
    .transform(Number),
});
export type AllowedCallerInput = z.output<typeof allowedCallerInput>;
