import { z } from 'zod';
import { MAX_RULE_NAME, MISSING_POLICIES, NOTICE_KINDS, RULE_MEASURES, SEVERITIES, STATUS_CLASSES } from '../../shared';

const MINUTE = 60;
const DAY = 86_400;
const MAX_CALLS = 1_000_000_000;
const INT_MAX = 2_147_483_647;

const oneOf = (values: readonly string[]): string => `must be one of ${values.join(', ')}`;

/** Seconds in whole minutes, up to a day. */
const seconds = (least: number) => {
  const fault = `must be a multiple of 60 seconds, from ${least} up to ${DAY}`;
  return z
    .number(fault)
    .min(least, fault)
    .max(DAY, fault)
    .refine((value) => value % MINUTE === 0, { error: fault });
};

const threshold = z.number('must be a number').min(0, 'must not be negative');
const condition = z.union([z.strictObject({ above: threshold }), z.strictObject({ below: threshold })], {
  error: 'must be {"above": number} or {"below": number}, with a number that is not negative',
});

const filters = z.strictObject(
  {
    environment: z.string('must be the name of an environment').min(1, 'must not be empty').max(80).exactOptional(),
    endpoint: z
      .number('must be the id of an endpoint, a whole number')
      .int('must be the id of an endpoint, a whole number')
      .min(1, 'must be the id of an endpoint, a whole number')
      .max(INT_MAX, 'must be the id of an endpoint, a whole number')
      .exactOptional(),
    consumer: z.string('must be the name of a consumer').min(1, 'must not be empty').max(1_000).exactOptional(),
    statusClass: z.enum(STATUS_CLASSES, { error: oneOf(STATUS_CLASSES) }).exactOptional(),
  },
  { error: 'must be an object with no other keys than environment, endpoint, consumer, statusClass' },
);

const incidentFilters = z.strictObject(
  { environment: z.string('must be the name of an environment').min(1, 'must not be empty').max(80).exactOptional() },
  { error: 'must be an object with no other key than environment' },
);

/** Fields of every rule. */
export const commonFields = {
  name: z
    .string('is missing: a name for the rule')
    .trim()
    .min(1, 'must not be empty')
    .max(MAX_RULE_NAME, `must have at most ${MAX_RULE_NAME} characters`),
  severity: z.enum(SEVERITIES, { error: oneOf(SEVERITIES) }),
  channels: z
    .array(z.string('must be the id of a channel').max(100), 'must be a list of channel ids, or ["all"]')
    .max(100, 'must have at most 100 channels'),
  enabled: z.boolean('must be true or false'),
};

/** Fields of a metric rule: what it watches. */
export const metricFields = {
  measure: z.enum(RULE_MEASURES, { error: oneOf(RULE_MEASURES) }),
  filters,
  windowSeconds: seconds(MINUTE),
  condition,
  forSeconds: seconds(0),
  keepFiringForSeconds: seconds(0),
  missing: z.enum(MISSING_POLICIES, { error: oneOf(MISSING_POLICIES) }),
  minCalls: z
    .number('must be a whole number of calls')
    .int('must be a whole number of calls')
    .min(0, 'must not be negative')
    .max(MAX_CALLS, `must be at most ${MAX_CALLS}`),
};

/** Fields of an incident rule: what it subscribes to. */
export const incidentFields = {
  detectors: z
    .array(z.string('must be the id of a detector').min(1).max(60), 'must be a list of detector ids')
    .min(1, 'must not be empty')
    .max(50),
  minSeverity: z.enum(SEVERITIES, { error: oneOf(SEVERITIES) }),
  events: z
    .array(z.enum(NOTICE_KINDS, { error: oneOf(NOTICE_KINDS) }), `must be a list of ${NOTICE_KINDS.join(', ')}`)
    .min(1, 'must not be empty')
    .max(NOTICE_KINDS.length),
  filters: incidentFilters,
};
