import type { IncidentNotice, IncidentPayload } from '../shared';

/** A webhook body stays below 20 KB; the rest is for what delivery adds. */
const PAYLOAD_LIMIT_BYTES = 16_000;
const LIST_LIMIT = 50;
const TITLE_LIMIT = 300;
const SUMMARY_LIMIT = 1_000;
const ENTITY_LIMIT = 200;

const encoder = new TextEncoder();
const cut = (text: string, limit: number): string => (text.length > limit ? `${text.slice(0, limit - 1)}…` : text);

interface Source {
  notice: IncidentNotice;
  project: { id: number; name: string };
  rule: { id: string; name: string };
}

function payloadWith({ notice, project, rule }: Source, listLimit: number): IncidentPayload {
  const list = (values: readonly string[]): string[] =>
    values.slice(0, listLimit).map((value) => cut(value, ENTITY_LIMIT));
  const { callers, accounts, endpoints } = notice.entities;
  return {
    type: 'incident',
    kind: notice.kind,
    reopened: notice.reopened ?? false,
    at: notice.at.toISOString(),
    project,
    rule: { id: rule.id, name: cut(rule.name, TITLE_LIMIT) },
    incident: {
      id: notice.incidentId,
      title: cut(notice.title, TITLE_LIMIT),
      summary: cut(notice.summary, SUMMARY_LIMIT),
      severity: notice.severity,
      detector: notice.detector,
      environment: notice.environment,
      openedAt: notice.openedAt.toISOString(),
      figures: { ...notice.figures },
      entities: { callers: list(callers), accounts: list(accounts), endpoints: list(endpoints) },
      entityCounts: {
        callers: Math.max(callers.length, notice.figures.callers),
        accounts: Math.max(accounts.length, notice.figures.accountsTried),
        endpoints: endpoints.length,
      },
    },
  };
}

/** The incident as it is now, with its lists of entities cut until the whole has at most 16,000 bytes of JSON. */
export function incidentPayload(source: Source): IncidentPayload {
  let limit = LIST_LIMIT;
  let payload = payloadWith(source, limit);
  while (limit > 0 && encoder.encode(JSON.stringify(payload)).length > PAYLOAD_LIMIT_BYTES) {
    limit = Math.floor(limit / 2);
    payload = payloadWith(source, limit);
  }
  return payload;
}
