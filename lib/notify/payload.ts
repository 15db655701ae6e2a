import { z } from 'zod';
import {
  ALERT_NOTICE_KINDS,
  ALERT_STATES,
  MISSING_POLICIES,
  NOTICE_KINDS,
  RULE_MEASURES,
  SEVERITIES,
  STATUS_CLASSES,
} from '../shared';
import type { OutboxPayload } from '../shared';

const project = z.object({ id: z.number(), name: z.string() });
const strings = z.array(z.string());

const incident = z.object({
  type: z.literal('incident'),
  kind: z.enum(NOTICE_KINDS),
  reopened: z.boolean().default(false),
  at: z.string(),
  project,
  rule: z.object({ id: z.string(), name: z.string() }),
  incident: z.object({
    id: z.number(),
    title: z.string(),
    summary: z.string(),
    severity: z.enum(SEVERITIES),
    detector: z.string(),
    environment: z.string(),
    openedAt: z.string(),
    figures: z.object({
      failures: z.number(),
      successes: z.number(),
      accountsTried: z.number(),
      accountsEntered: z.number(),
      callers: z.number(),
      rateCalls: z.number().exactOptional(),
    }),
    entities: z.object({ callers: strings, accounts: strings, endpoints: strings }),
    entityCounts: z.object({ callers: z.number(), accounts: z.number(), endpoints: z.number() }),
  }),
});

const definition = z.object({
  measure: z.enum(RULE_MEASURES),
  filters: z.object({
    environment: z.string().exactOptional(),
    endpoint: z.number().exactOptional(),
    consumer: z.string().exactOptional(),
    statusClass: z.enum(STATUS_CLASSES).exactOptional(),
  }),
  windowSeconds: z.number(),
  condition: z.union([z.strictObject({ above: z.number() }), z.strictObject({ below: z.number() })]),
  forSeconds: z.number(),
  keepFiringForSeconds: z.number(),
  missing: z.enum(MISSING_POLICIES),
  minCalls: z.number(),
});

const alert = z.object({
  type: z.literal('alert'),
  kind: z.enum(ALERT_NOTICE_KINDS),
  at: z.string(),
  project,
  rule: z.object({ id: z.string(), name: z.string() }),
  alert: z.object({
    id: z.number(),
    title: z.string(),
    summary: z.string(),
    severity: z.enum(SEVERITIES),
    state: z.enum(ALERT_STATES),
    startedAt: z.string(),
    firedAt: z.string(),
    resolvedAt: z.string().nullable(),
    value: z.number().nullable(),
    peakValue: z.number().nullable(),
    late: z.boolean(),
    endpoint: z.string().nullable(),
    definition,
  }),
});

const test = z.object({
  type: z.literal('test'),
  at: z.string(),
  project,
  channelName: z.string(),
  requestedBy: z.string(),
});

const mail = z.object({
  type: z.literal('mail'),
  to: z.string(),
  title: z.string(),
  paragraphs: strings,
  link: z.object({ label: z.string(), url: z.string() }).nullable(),
  hideLinks: z.boolean(),
});

const payload: z.ZodType<OutboxPayload> = z.discriminatedUnion('type', [incident, alert, test, mail]);

/** Reads a stored payload; null when it is none. */
export function readPayload(stored: unknown): OutboxPayload | null {
  return payload.safeParse(stored).data ?? null;
}
