import type { OutboxPayload } from '../../shared';
import { alertUrl, incidentUrl } from '../content/links';

/** JSON of a webhook: `{type, timestamp, data}`, documented in docs/guides/webhooks.md. Null for what is mail only. */
export function webhookBody(payload: OutboxPayload, baseUrl: string): string | null {
  if (payload.type === 'mail') return null;
  if (payload.type === 'test') {
    const data = { project: payload.project, channel: payload.channelName, requestedBy: payload.requestedBy };
    return JSON.stringify({ type: 'channel.test', timestamp: payload.at, data });
  }
  if (payload.type === 'alert') {
    const { project, rule, alert } = payload;
    const data = { project, rule, alert: { ...alert, url: alertUrl(baseUrl, project.id, alert.id) } };
    return JSON.stringify({ type: `alert.${payload.kind}`, timestamp: payload.at, data });
  }
  const { project, rule, incident, reopened } = payload;
  const url = incidentUrl(baseUrl, project.id, incident.id);
  const data = { project, rule, ...(reopened && { reopened }), incident: { ...incident, url } };
  return JSON.stringify({ type: `incident.${payload.kind}`, timestamp: payload.at, data });
}
