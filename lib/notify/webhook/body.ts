import type { OutboxPayload } from '../../shared';
import { incidentUrl } from '../content/links';

/** JSON of a webhook: `{type, timestamp, data}`, documented in docs/guides/webhooks.md. Null for what is mail only. */
export function webhookBody(payload: OutboxPayload, baseUrl: string): string | null {
  if (payload.type === 'mail') return null;
  if (payload.type === 'test') {
    const data = { project: payload.project, channel: payload.channelName, requestedBy: payload.requestedBy };
    return JSON.stringify({ type: 'channel.test', timestamp: payload.at, data });
  }
  const { project, rule, incident, reopened } = payload;
  const url = incidentUrl(baseUrl, project.id, incident.id);
  const data = { project, rule, ...(reopened && { reopened }), incident: { ...incident, url } };
  return JSON.stringify({ type: `incident.${payload.kind}`, timestamp: payload.at, data });
}
