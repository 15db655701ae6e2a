import { formatAccount, formatCount, formatDate, formatTime, shownPath, whatHappened } from '../../shared';
import type { IncidentPayload } from '../../shared';
import { incidentUrl } from './links';
import type { MailContent } from './content';
import { TONES } from './tones';

const SHOWN_ENTITIES = 8;

const exact = (at: string): string => `${formatDate(at)}, ${formatTime(at, 'second')} UTC`;
const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);
const accountName = (hash: string): string => (/^[0-9a-f]{8,}$/i.test(hash) ? formatAccount(hash) : hash);

/** What was counted: logins, calls over a rate, or both. */
function countedFacts({ incident: { figures } }: IncidentPayload): MailContent['facts'] {
  const { failures, successes, accountsTried, accountsEntered, rateCalls = 0 } = figures;
  const rate = rateCalls === 0 ? [] : [{ label: 'Calls over a rate', value: formatCount(rateCalls) }];
  if (rateCalls > 0 && failures + successes === 0) return rate;
  return [
    ...rate,
    { label: 'Failed logins', value: formatCount(failures) },
    { label: 'Succeeded logins', value: formatCount(successes) },
    { label: 'Accounts tried', value: formatCount(accountsTried) },
    { label: 'Accounts entered', value: formatCount(accountsEntered) },
  ];
}

function facts(payload: IncidentPayload): MailContent['facts'] {
  const { at, project, incident } = payload;
  return [
    { label: 'Severity', value: capital(incident.severity) },
    { label: 'Opened', value: exact(incident.openedAt) },
    ...(at === incident.openedAt ? [] : [{ label: capital(whatHappened(payload)), value: exact(at) }]),
    { label: 'Project', value: `${project.name}, ${incident.environment}` },
    ...countedFacts(payload),
    { label: 'Callers', value: formatCount(incident.figures.callers) },
    { label: 'Detector', value: incident.detector },
  ];
}

function lists({ incident: { entities, entityCounts } }: IncidentPayload): MailContent['lists'] {
  const list = (label: string, items: string[], count: number) => {
    const shown = items.slice(0, SHOWN_ENTITIES);
    return { label, items: shown, more: Math.max(count - shown.length, 0) };
  };
  return [
    list('Endpoints', entities.endpoints.map(shownPath), entityCounts.endpoints),
    list('Callers', entities.callers, entityCounts.callers),
    list('Accounts', entities.accounts.map(accountName), entityCounts.accounts),
  ].filter((one) => one.items.length > 0);
}

/** A mail about an incident. */
export function incidentContent(payload: IncidentPayload, baseUrl: string): MailContent {
  const { incident, kind, project, rule } = payload;
  const resolved = kind === 'resolved';
  return {
    preview: incident.summary,
    tag: {
      word: `${resolved ? 'Resolved' : capital(incident.severity)} · incident #${incident.id} ${whatHappened(payload)}`,
      tone: resolved ? 'healthy' : TONES[incident.severity],
    },
    title: incident.title,
    paragraphs: [incident.summary],
    facts: facts(payload),
    lists: lists(payload),
    button: { label: `Open incident #${incident.id}`, url: incidentUrl(baseUrl, project.id, incident.id) },
    why: `You get this because the rule “${rule.name}” of ${project.name} tells this address of incidents. To stop it, turn the channel off in Callwatch.`,
  };
}
