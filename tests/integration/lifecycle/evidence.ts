import { randomUUID } from 'node:crypto';
import type { MetricDefinition } from '../../../lib/shared';
import type { Storage } from '../../../lib/storage';

/** Watches a consumer; every other word in it is our own. */
const definitionOf = (consumer: string): MetricDefinition => ({
  measure: 'errors',
  filters: { environment: 'production', consumer, statusClass: '5xx' },
  windowSeconds: 300,
  condition: { above: 5 },
  forSeconds: 0,
  keepFiringForSeconds: 0,
  missing: 'ok',
  minCalls: 0,
});

const FIGURES = { failures: 9, successes: 0, accountsTried: 1, accountsEntered: 1, callers: 1 };

/** What every message begins with, and what it is about. */
const newsOf = (title: string) => ({
  at: '2026-11-26T09:00:00.000Z',
  project: { id: 1, name: 'shop' },
  rule: { id: 'r', name: title },
});
const headOf = (title: string) => ({ id: 1, title, summary: title, severity: 'high' });

function incidentPayload(title: string, account: string): object {
  return {
    type: 'incident',
    kind: 'opened',
    ...newsOf(title),
    incident: {
      ...headOf(title),
      detector: 'brute-account',
      environment: 'production',
      openedAt: '2026-11-26T09:00:00.000Z',
      figures: FIGURES,
      entities: { callers: ['192.0.2.7'], accounts: [account], endpoints: [`POST /${title}`] },
      entityCounts: { callers: 1, accounts: 1, endpoints: 1 },
    },
  };
}

function alertPayload(title: string, consumer: string): object {
  return {
    type: 'alert',
    kind: 'fired',
    ...newsOf(title),
    alert: {
      ...headOf(title),
      state: 'firing',
      startedAt: '2026-11-26T09:00:00.000Z',
      firedAt: '2026-11-26T09:00:00.000Z',
      resolvedAt: null,
      value: 9,
      peakValue: 9,
      late: false,
      endpoint: `POST /${title}`,
      definition: definitionOf(consumer),
    },
  };
}

async function writeAttack(
  storage: Storage,
  projectId: number,
  { title, account }: { title: string; account: string },
) {
  const entry = { account, caller: '192.0.2.7', atMs: 1, failuresBefore: 9, lastAtMs: 1, times: 1 };
  const span = { windowSeconds: 60, limit: 1, peak: 2, calls: 2, fromMs: 1, toMs: 2, endpointId: null, policyId: 1 };
  const rate = { ...span, findingId: `rate-violation/${account}`, policy: title, kind: 'account', key: account };
  const entities = {
    callers: ['192.0.2.7'],
    accounts: [account],
    targets: [account],
    endpointIds: [1],
    clients: [],
    consumers: [],
    rates: [rate],
    policies: [{ id: 1, keys: 1, calls: 2 }],
    entries: [entry],
    detectors: { 'brute-account': 'high' },
  };
  await storage.query(
    `insert into incident (project_id, id, environment_id, state, severity, detector, title, opened_at, updated_at, first_seen_at, last_seen_at, entities, figures)
     values ($1, 1, 1, 'open', 'high', 'brute-account', $2, now(), now(), now(), now(), $3, $4)`,
    [projectId, title, JSON.stringify(entities), JSON.stringify(FIGURES)],
  );
  await storage.query(
    `insert into incident_event (project_id, id, incident_id, at, kind, data)
     values ($1, 1, 1, now(), 'note', $2), ($1, 2, 1, now(), 'entered', $3)`,
    [projectId, JSON.stringify({ note: title }), JSON.stringify({ entry })],
  );
  await storage.query(
    `insert into finding (project_id, id, incident_id, environment_id, detector, severity, at, window_from, window_to, entity, evidence)
     values ($1, $2, 1, 1, 'brute-account', 'high', now(), now(), now(), $3, $4)`,
    [
      projectId,
      `brute-account/1/${account}/1000`,
      JSON.stringify({ callers: ['192.0.2.7'], accounts: [account], endpointIds: [1], clients: [] }),
      JSON.stringify({ failures: 9, query: { environmentId: 1, endpointIds: [1], caller: null, account } }),
    ],
  );
}

async function writeMessages(storage: Storage, projectId: number, subject: string, payloads: object[]): Promise<void> {
  for (const payload of payloads) {
    const outboxId = randomUUID();
    await storage.query(
      `insert into outbox (id, project_id, channel_kind, kind, subject, payload) values ($1, $2, 'webhook', 'opened', $3, $4)`,
      [outboxId, projectId, `News of ${subject}`, JSON.stringify(payload)],
    );
    await storage.query(`insert into delivery (outbox_id, at, duration_ms, response) values ($1, now(), 1, $2)`, [
      outboxId,
      `no ${subject}`,
    ]);
  }
  const link = `http://127.0.0.1/projects/1/calls?${new URLSearchParams({ consumer: subject, env: 'production' }).toString()}`;
  const html = `<!doctype html><style>p{margin:0}</style><p class="high">About ${subject}.</p><a href="${link.replaceAll('&', '&amp;')}">Open</a>`;
  await storage.query(
    `insert into mailbox_message (message_id, project_id, sender, recipient, subject, text, html) values ($1, $2, 'a', 'b', $3, $4, $5)`,
    [randomUUID(), projectId, `About ${subject}.`, `About ${subject}: ${link}`, html],
  );
}

/** An attack, an alert, messages and mail, of the shapes that they are stored in, with a name or a hash wherever it may stand. */
export async function writeEvidence(
  storage: Storage,
  projectId: number,
  { consumer = 'nobody', account = '0'.repeat(32) }: { consumer?: string; account?: string },
): Promise<void> {
  const subject = consumer === 'nobody' ? account : consumer;
  const title = `${subject} was tried`;
  await writeAttack(storage, projectId, { title, account });
  const data = { ruleName: title, definition: definitionOf(consumer), peakValue: 9, reason: 'held', late: false };
  await storage.query(
    `insert into alert (project_id, id, rule_id, state, severity, started_at, data) values ($1, 1, 'r', 'firing', 'high', now(), $2)`,
    [projectId, JSON.stringify(data)],
  );
  const mail = { type: 'mail', to: 'ops@shop.example', title, paragraphs: [title], link: null, hideLinks: false };
  const payloads = [incidentPayload(title, account), alertPayload(title, consumer), mail];
  await writeMessages(storage, projectId, subject, payloads);
}
