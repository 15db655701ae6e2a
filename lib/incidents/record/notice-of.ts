import type { IncidentNotice, NoticeKind } from '../../shared';
import type { GroupEvent } from '../../detection';
import { attackOf } from '../stored/attack-of';
import { readEntities, readFigures } from '../stored/entities';
import { summaryOf } from '../describe/summary';
import type { IncidentRecord } from '../../storage';

export interface ToldEvent {
  event: GroupEvent;
  /** Place of the event among those of the fold. */
  index: number;
  kind: NoticeKind;
}

/**
 * The events of one fold that the rules are told, at most one of each kind of notice: the opening or reopening, else the
 * first rise, which reaches rules not told so far; and the raise to critical.
 */
export function eventsToTell(events: readonly GroupEvent[]): ToldEvent[] {
  const opening = events.find(({ kind }) => kind === 'opened' || kind === 'reopened');
  const first = opening ?? events.find(({ kind }) => kind === 'severity_raised');
  return events.flatMap((event, index): ToldEvent[] => {
    if (event === first) return [{ event, index, kind: 'opened' }];
    return event.kind === 'raised_to_critical' ? [{ event, index, kind: 'raised_to_critical' }] : [];
  });
}

interface NoticeInput {
  record: IncidentRecord;
  eventId: number;
  kind: NoticeKind;
  at: Date;
  environment: string;
  endpoints: readonly string[];
  event?: GroupEvent;
}

/** What the incident rules are told of an event: the incident as it is after the fold, severity, title and figures alike. */
export function noticeOf({ record, eventId, kind, at, environment, endpoints, event }: NoticeInput): IncidentNotice {
  const { callers, accounts } = readEntities(record.entities);
  const figures = readFigures(record.figures);
  return {
    projectId: record.projectId,
    incidentId: record.id,
    eventId,
    kind,
    at,
    severity: record.severity,
    ...(event?.kind === 'reopened' && { reopened: true }),
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
