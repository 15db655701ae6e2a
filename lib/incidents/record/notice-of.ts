import type { IncidentNotice, NoticeKind } from '../../shared';
import type { GroupEvent } from '../../detection';
import { attackOf } from '../stored/attack-of';
import { readEntities, readFigures } from '../stored/entities';
import { summaryOf } from '../describe/summary';
import type { IncidentRecord } from '../../storage';

/** Which notice an event causes. A reopening counts as opened; an incident that rises reaches rules not told so far. */
export function noticeKindOf(event: GroupEvent): NoticeKind | null {
  if (event.kind === 'opened' || event.kind === 'reopened' || event.kind === 'severity_raised') return 'opened';
  return event.kind === 'raised_to_critical' ? 'raised_to_critical' : null;
}

interface NoticeInput {
  record: IncidentRecord;
  eventId: number;
  kind: NoticeKind;
  at: Date;
  environment: string;
  endpoints: readonly string[];
  /** The event, for its severity; without one, as the incident is now. */
  event?: GroupEvent;
}

/** What the incident rules are told of an event. */
export function noticeOf({ record, eventId, kind, at, environment, endpoints, event }: NoticeInput): IncidentNotice {
  const { callers, accounts } = readEntities(record.entities);
  const figures = readFigures(record.figures);
  return {
    projectId: record.projectId,
    incidentId: record.id,
    eventId,
    kind,
    at,
    severity: event && event.kind !== 'entered' ? event.severity : record.severity,
    ...(event?.kind === 'severity_raised' && { raisedFrom: event.from }),
    detector: record.detector,
    environmentId: record.environmentId,
    environment,
    title: record.title,
    summary: summaryOf(attackOf(record), figures),
    openedAt: record.openedAt,
    figures,
    entities: { callers, accounts, endpoints: [...endpoints] },
  };
}
