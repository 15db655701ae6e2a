import { formatDate, formatTime } from '../../shared';
import type { MailPayload, OutboxPayload, TestPayload } from '../../shared';
import type { MailContent } from './content';
import { alertContent } from './alert-content';
import { incidentContent } from './incident-content';
import { channelsUrl } from './links';

function testContent(payload: TestPayload, baseUrl: string): MailContent {
  return {
    facts: [],
    lists: [],
    preview: `The channel ${payload.channelName} works.`,
    tag: { word: 'Test', tone: 'neutral' },
    title: `The channel “${payload.channelName}” works`,
    paragraphs: [
      `${payload.requestedBy} asked for this test message on ${formatDate(payload.at)} at ${formatTime(payload.at, 'second')} UTC. Nothing happened; news of ${payload.project.name} will come the same way.`,
    ],
    button: { label: 'Open channels', url: channelsUrl(baseUrl, payload.project.id) },
    why: `You get this because this address is a channel of ${payload.project.name}.`,
  };
}

function plainContent(payload: MailPayload): MailContent {
  return {
    preview: payload.paragraphs[0] ?? payload.title,
    tag: null,
    title: payload.title,
    paragraphs: payload.paragraphs,
    facts: [],
    lists: [],
    button: payload.link,
    why: 'Callwatch sent this mail to you alone.',
  };
}

/** What the mail of a message says. */
export function mailContent(payload: OutboxPayload, baseUrl: string): MailContent {
  if (payload.type === 'incident') return incidentContent(payload, baseUrl);
  if (payload.type === 'alert') return alertContent(payload, baseUrl);
  if (payload.type === 'test') return testContent(payload, baseUrl);
  return plainContent(payload);
}
