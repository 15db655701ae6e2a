import { z } from 'zod';
import { projectParam } from '../access';
import { RATE_KEYS, RATE_LIMITS } from '../shared';

const MAX_NAME = 80;
const INT_MAX = 2_147_483_647;

const whole = (fault: string, most: number) => z.number(fault).int(fault).min(1, fault).max(most, fault);
const endpointFault = 'must be the id of an endpoint, a whole number, or null';

const fields = {
  name: z
    .string('is missing: a name for the policy')
    .trim()
    .min(1, 'must not be empty')
    .max(MAX_NAME, `must have at most ${MAX_NAME} characters`),
  limit: whole(`must be a whole number of calls from 1 to ${RATE_LIMITS.limit}`, RATE_LIMITS.limit),
  windowSeconds: whole(
    `must be a whole number of seconds from 1 to ${RATE_LIMITS.windowSeconds}`,
    RATE_LIMITS.windowSeconds,
  ),
  key: z.enum(RATE_KEYS, { error: `must be one of ${RATE_KEYS.join(', ')}` }),
  endpoint: whole(endpointFault, INT_MAX).nullable(),
  environment: z
    .string('must be the name of an environment, or null')
    .min(1, 'must not be empty')
    .max(80, 'must have at most 80 characters')
    .nullable(),
  enabled: z.boolean('must be true or false'),
};

export const createRatePolicyInput = z.object({
  ...fields,
  endpoint: fields.endpoint.default(null),
  environment: fields.environment.default(null),
  enabled: fields.enabled.default(true),
});
export type CreateRatePolicyInput = z.output<typeof createRatePolicyInput>;

export const previewRatePolicyInput = createRatePolicyInput.extend({ name: fields.name.default('Preview') });

export const ratePolicyInput = z.object({
  projectId: projectParam,
  policyId: z
    .string()
    .regex(/^[1-9]\d{0,8}$/, 'must be the id of a rate policy, a whole number')
    .transform(Number),
});
export type RatePolicyInput = z.output<typeof ratePolicyInput>;

/** What is given is changed. */
export const updateRatePolicyInput = ratePolicyInput.extend({
  name: fields.name.exactOptional(),
  limit: fields.limit.exactOptional(),
  windowSeconds: fields.windowSeconds.exactOptional(),
  key: fields.key.exactOptional(),
  endpoint: fields.endpoint.exactOptional(),
  environment: fields.environment.exactOptional(),
  enabled: fields.enabled.exactOptional(),
});
export type UpdateRatePolicyInput = z.output<typeof updateRatePolicyInput>;
