import type { Severity } from './severity';

/** Events of an incident that people may be told of. A reopening counts as opened. */
export const NOTICE_KINDS = ['opened', 'raised_to_critical', 'resolved'] as const;
export type NoticeKind = (typeof NOTICE_KINDS)[number];

/** A change of an incident, handed from the fold to the incident rules inside one transaction. */
export interface IncidentNotice {
  projectId: number;
  incidentId: number;
  /** Number of the event: with rule and channel it makes an outbox row unique. */
  eventId: number;
  kind: NoticeKind;
  /** Of kind `opened`: the incident had been resolved before. */
  reopened?: boolean;
  at: Date;
  severity: Severity;
  /**
   * Set when an open incident has risen: kind `opened` then reaches only rules whose least severity lies above this one,
   * those that were not told of the opening.
   */
  raisedFrom?: Severity;
  detector: string;
  environmentId: number;
  environment: string;
  title: string;
  /** One or two sentences with figures. */
  summary: string;
  openedAt: Date;
  figures: {
    failures: number;
    successes: number;
    accountsTried: number;
    accountsEntered: number;
    callers: number;
    /** Calls of keys while they were over a rate. */
    rateCalls?: number;
  };
  entities: { callers: string[]; accounts: string[]; endpoints: string[] };
}

const HAPPENED: Record<NoticeKind, string> = {
  opened: 'opened',
  raised_to_critical: 'raised to critical',
  resolved: 'resolved',
};

/** What happened to an incident, as subjects and texts say it. */
export function whatHappened({ kind, reopened }: Pick<IncidentNotice, 'kind' | 'reopened'>): string {
  return kind === 'opened' && reopened ? 'reopened' : HAPPENED[kind];
}
