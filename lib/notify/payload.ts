import { z } from 'zod';
import { NOTICE_KINDS, SEVERITIES } from '../shared';
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
    }),
    entities: z.object({ callers: strings, accounts: strings, endpoints: strings }),
    entityCounts: z.object({ callers: z.number(), accounts: z.number(), endpoints: z.number() }),
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

const payload: z.ZodType<OutboxPayload> = z.discriminatedUnion('type', [incident, test, mail]);

/** Reads a stored payload; null when it is none. */
export function readPayload(stored: unknown): OutboxPayload | null {
  return payload.safeParse(stored).data ?? null;
}
