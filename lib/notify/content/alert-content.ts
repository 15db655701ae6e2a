import { formatDate, formatMeasure, formatSpan, formatTime, isNamedAfter, shownPath } from '../../shared';
import type { AlertPayload } from '../../shared';
import type { MailContent } from './content';
import { alertUrl } from './links';
import { TONES } from './tones';

const HAPPENED: Record<AlertPayload['kind'], string> = {
  fired: 'fired',
  still_firing: 'still firing',
  no_data: 'has no data',
  resolved: 'resolved',
};

const exact = (at: string): string => `${formatDate(at)}, ${formatTime(at, 'second')} UTC`;
const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);

function facts({ project, alert }: AlertPayload): MailContent['facts'] {
  const { definition } = alert;
  const { measure, forSeconds, filters } = definition;
  const value = (label: string, of: number | null) =>
    of === null ? [] : [{ label, value: formatMeasure(measure, of) }];
  const waited = forSeconds === 0 ? [] : [{ label: 'Held for', value: formatSpan(forSeconds * 1000) }];
  return [
    { label: 'Severity', value: capital(alert.severity) },
    ...value('Value', alert.value),
    ...(alert.peakValue === alert.value ? [] : value('At its worst', alert.peakValue)),
    ...waited,
    { label: 'Began', value: exact(alert.startedAt) },
    { label: 'Fired', value: exact(alert.firedAt) },
    ...(alert.resolvedAt === null ? [] : [{ label: 'Resolved', value: exact(alert.resolvedAt) }]),
    { label: 'Project', value: filters.environment ? `${project.name}, ${filters.environment}` : project.name },
  ];
}

function tag({ kind, alert }: AlertPayload): MailContent['tag'] {
  const happened = `alert #${alert.id} ${HAPPENED[kind]}`;
  if (kind === 'resolved') return { word: `Resolved · ${happened}`, tone: 'healthy' };
  const tone = kind === 'no_data' ? 'degraded' : TONES[alert.severity];
  return { word: `${kind === 'no_data' ? 'No data' : capital(alert.severity)} · ${happened}`, tone };
}

/** A mail about an alert. It says once what the rule watches: as its title, or below the rule's own name. */
export function alertContent(payload: AlertPayload, baseUrl: string): MailContent {
  const { alert, project, rule } = payload;
  const named = !isNamedAfter(rule.name, alert.title);
  return {
    preview: alert.summary,
    tag: tag(payload),
    title: named ? rule.name : alert.title,
    paragraphs: [...(named ? [`${alert.title}.`] : []), alert.summary],
    facts: facts(payload),
    lists: alert.endpoint === null ? [] : [{ label: 'Endpoint', items: [shownPath(alert.endpoint)], more: 0 }],
    button: { label: `Open alert #${alert.id}`, url: alertUrl(baseUrl, project.id, alert.id) },
    why: `You get this because ${named ? `the rule “${rule.name}”` : 'this rule'} of ${project.name} tells this address of its alerts. To stop it, change the rule or turn the channel off in Callwatch.`,
  };
}
