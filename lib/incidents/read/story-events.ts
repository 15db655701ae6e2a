import { z } from 'zod';
import { countOf, formatAccount, formatDuration } from '../../shared';
import type { IncidentEventRecord } from '../../storage';
import { isRateOnly } from '../describe/rate-words';
import type { Draft, StoryInput } from './story-draft';

const entered = z.object({
  entry: z.object({ account: z.string(), caller: z.string(), atMs: z.number(), failuresBefore: z.number() }),
});
const enteredBy = entered.transform(({ entry }) => `${formatAccount(entry.account)} let ${entry.caller} in`);
const raised = z.object({ from: z.string(), severity: z.string() });

const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);

function enteredLine(event: IncidentEventRecord): Draft[] {
  const parsed = entered.safeParse(event.data);
  if (!parsed.success) return [];
  const { account, caller, atMs, failuresBefore } = parsed.data.entry;
  const after = failuresBefore === 0 ? 'at the first try' : `after ${countOf(failuresBefore, 'failure')} on it`;
  return [
    {
      atMs,
      kind: 'entered',
      title: 'Success after burst.',
      text: `${formatAccount(account)} accepted a password from ${caller} ${after}.`,
      lettered: true,
      calls: { fromMs: atMs, toMs: atMs, outcome: 'success' },
    },
  ];
}

function plain(event: IncidentEventRecord, title: string, text: string): Draft[] {
  return [{ atMs: event.at.getTime(), kind: event.kind, title, text, lettered: false, calls: null }];
}

function toldText(event: IncidentEventRecord, { told }: StoryInput): string {
  const count = told.get(event.id) ?? 0;
  return count === 0 ? 'nobody was told' : `${countOf(count, 'message')} went out`;
}

function raisedLine(event: IncidentEventRecord, input: StoryInput): Draft[] {
  const parsed = raised.safeParse(event.data);
  if (!parsed.success) return [];
  const { from, severity } = parsed.data;
  const told = event.kind === 'raised_to_critical' ? ` ${capital(toldText(event, input))}.` : '';
  return plain(event, 'Severity raised', `from ${capital(from)} to ${capital(severity)}.${told}`);
}

function reasonOf(event: IncidentEventRecord): string {
  return enteredBy.safeParse(event.data).data ?? 'the attack goes on';
}

const quietText = ({ attack }: StoryInput): string =>
  `after 30 min without ${isRateOnly(attack) ? 'a call over the rate' : 'an attempt'}.`;

/** The line that an event gives to the story; notes stand elsewhere. */
export function eventLine(event: IncidentEventRecord, input: StoryInput): Draft[] {
  const { attack } = input;
  const by = event.actor === null ? '' : ` by ${event.actor}`;
  switch (event.kind) {
    case 'entered':
      return enteredLine(event);
    case 'severity_raised':
    case 'raised_to_critical':
      return raisedLine(event, input);
    case 'opened': {
      if (attack.historical)
        return plain(event, 'Found in the past.', 'Made of calls that came in later: nobody was told.');
      const after = formatDuration(event.at.getTime() - attack.firstSeenAtMs);
      return plain(event, 'Opened', `after ${after}; ${toldText(event, input)}.`);
    }
    case 'reopened':
      return plain(event, 'Reopened', `since ${reasonOf(event)}; ${toldText(event, input)}.`);
    case 'acknowledged':
      return plain(event, 'Acknowledged', `${by.trim() || 'by somebody'}.`);
    case 'resolved':
      return plain(event, 'Resolved', event.actor === null ? quietText(input) : `${by.trim()}.`);
    default:
      return [];
  }
}
