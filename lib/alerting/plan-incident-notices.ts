import { ALL_CHANNELS, oneLine, whatHappened } from '../shared';
import type { IncidentNotice } from '../shared';
import type { EnabledChannel, NewOutboxRow } from '../storage';
import { incidentPayload } from './incident-payload';
import { wants } from './incident-rule';
import type { IncidentRule } from './incident-rule';

export interface NoticePlanInput {
  rules: readonly IncidentRule[];
  /** Enabled channels only. */
  channels: readonly EnabledChannel[];
  notices: readonly IncidentNotice[];
  /** A new uuid for each row. */
  newId(): string;
}

function subjectOf(notice: IncidentNotice, projectName: string): string {
  const severity = notice.severity[0]?.toUpperCase() + notice.severity.slice(1);
  const prefix = notice.kind === 'opened' ? `${severity} incident` : 'Incident';
  const subject = `[${projectName}] ${prefix} #${notice.incidentId} ${whatHappened(notice)}: ${notice.title}`;
  return oneLine(subject).trim().slice(0, 250);
}

function rowFor(rule: IncidentRule, channel: EnabledChannel, notice: IncidentNotice): Omit<NewOutboxRow, 'id'> {
  const project = { id: notice.projectId, name: channel.projectName };
  return {
    projectId: notice.projectId,
    channelId: channel.id,
    channelKind: channel.kind,
    ruleId: rule.id,
    incidentId: notice.incidentId,
    incidentEventId: notice.eventId,
    kind: notice.kind,
    subject: subjectOf(notice, channel.projectName),
    payload: incidentPayload({ notice, project, rule: { id: rule.id, name: rule.name } }),
  };
}

/** One row for each (rule that wants the change, change, channel of the rule), in the order of the changes. */
export function planIncidentNotices({ rules, channels, notices, newId }: NoticePlanInput): NewOutboxRow[] {
  return notices.flatMap((notice) => {
    const own = channels.filter((channel) => channel.projectId === notice.projectId);
    return rules
      .filter((rule) => rule.projectId === notice.projectId && wants(rule.definition, notice))
      .flatMap((rule) => {
        const all = rule.channels.includes(ALL_CHANNELS);
        return own
          .filter((channel) => all || rule.channels.includes(channel.id))
          .map((channel) => ({ id: newId(), ...rowFor(rule, channel, notice) }));
      });
  });
}
