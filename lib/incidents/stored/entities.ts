import { z } from 'zod';
import { SEVERITIES } from '../../shared';
import { DETECTORS } from '../../detection';

const texts = z.array(z.string()).catch([]);
const numbers = z.array(z.number()).catch([]);

/** The latest time and the number of times are missing from entries that were stored before these were kept. */
const entry = z
  .object({
    account: z.string(),
    caller: z.string(),
    atMs: z.number(),
    failuresBefore: z.number(),
    lastAtMs: z.number().optional(),
    times: z.number().default(1),
  })
  .transform((one) => ({ ...one, lastAtMs: one.lastAtMs ?? one.atMs }));

const rate = z.object({
  findingId: z.string(),
  policyId: z.number(),
  policy: z.string(),
  kind: z.enum(['caller', 'consumer', 'account']),
  key: z.string(),
  endpointId: z.number().nullable(),
  limit: z.number(),
  windowSeconds: z.number(),
  peak: z.number(),
  calls: z.number(),
  fromMs: z.number(),
  toMs: z.number(),
});

const policy = z.object({ id: z.number(), keys: z.number(), calls: z.number() });

const entities = z.object({
  callers: texts,
  accounts: texts,
  targets: texts,
  endpointIds: numbers,
  clients: numbers,
  consumers: numbers,
  rates: z.array(rate).catch([]),
  policies: z.array(policy).catch([]),
  entries: z.array(entry).catch([]),
  detectors: z.partialRecord(z.enum(DETECTORS), z.enum(SEVERITIES)).catch({}),
});

/** What an incident holds beside its columns; each list is bounded. */
export type StoredEntities = z.infer<typeof entities>;

/** Reads the stored JSON; what cannot be read counts as empty. */
export function readEntities(stored: unknown): StoredEntities {
  return entities.parse(typeof stored === 'object' && stored !== null ? stored : {});
}

const figures = z.object({
  failures: z.number().catch(0),
  successes: z.number().catch(0),
  accountsTried: z.number().catch(0),
  accountsEntered: z.number().catch(0),
  callers: z.number().catch(0),
  /** Calls of keys that were over a rate. */
  rateCalls: z.number().catch(0),
  /** Keys that were over one rate at once, at most. */
  rateKeys: z.number().catch(0),
});

/** Counts of an incident, from its stored calls. */
export type StoredFigures = z.infer<typeof figures>;

export function readFigures(stored: unknown): StoredFigures {
  return figures.parse(typeof stored === 'object' && stored !== null ? stored : {});
}
