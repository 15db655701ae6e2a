import { countOf, formatAccount, formatDuration, type StoryLine } from '../../shared';
import { networkOf } from '../../detection';
import type { FindingRecord } from '../../storage';
import { ONGOING_MS } from './attack-times';
import type { Draft, StoryInput } from './story-draft';
import { againLine, backLines } from './story-again';
import { eventLine } from './story-events';
import { rateLines } from './story-rates';
import { isRateOnly } from '../describe/rate-words';

const numberIn = (data: unknown, name: string): number => {
  if (typeof data !== 'object' || data === null) return 0;
  const value: unknown = Object.entries(data).find(([key]) => key === name)?.[1];
  return typeof value === 'number' ? value : 0;
};

function firstLine({ attack, firstFailure, findings }: StoryInput): Draft[] {
  if (!firstFailure) return [];
  const caller = firstFailure.caller === null ? 'A caller' : `Caller ${firstFailure.caller}`;
  const on = firstFailure.account === null ? '' : ` on ${formatAccount(firstFailure.account)}`;
  const burst = findings.find(isBurst);
  const burstMs = burst?.at.getTime();
  const atMs = firstFailure.at.getTime();
  const until = burstMs === undefined ? '' : ` ${formatDuration(burstMs - atMs)} before the burst was recognised`;
  return [
    {
      atMs,
      kind: 'first_failure',
      title: 'First failure.',
      text: `${caller} failed${on},${until || ' the first call of this attack'}.`,
      lettered: true,
      // those before the burst, which the next line counts; the first one at least
      calls: {
        fromMs: attack.firstSeenAtMs,
        toMs: Math.max(atMs, (burst?.windowFrom.getTime() ?? 0) - 1),
        outcome: 'failure',
      },
    },
  ];
}

function isBurst({ detector }: FindingRecord): boolean {
  return detector !== 'success-after-burst' && detector !== 'rate-violation';
}

function burstLine({ findings }: StoryInput): Draft[] {
  const burst = findings.find(isBurst);
  if (!burst) return [];
  const failures = numberIn(burst.evidence, 'thresholdFailures');
  const within = formatDuration(numberIn(burst.evidence, 'windowSeconds') * 1000);
  const usual = numberIn(burst.evidence, 'baselineFailuresPerMinute');
  const what = burst.detector === 'brute-account' ? 'on one account' : 'by one caller';
  return [
    {
      atMs: burst.at.getTime(),
      kind: 'burst',
      title: 'Burst.',
      text: `${countOf(failures, 'failure')} ${what} within ${within}; usual here are ${usual} per min in all.`,
      lettered: true,
      calls: { fromMs: burst.windowFrom.getTime(), toMs: burst.at.getTime(), outcome: 'failure' },
    },
  ];
}

/** From the finding that brought a second caller in. */
function spreadLine({ attack, findings }: StoryInput): Draft[] {
  const seen = new Set<string>();
  const second = findings.find(({ entity }) => {
    for (const caller of callersIn(entity)) seen.add(caller);
    return seen.size > 1;
  });
  if (!second) return [];
  const networks = new Set(attack.callers.map(networkOf)).size;
  const text = `From 1 to ${countOf(attack.callers.length, 'caller')} in ${countOf(networks, 'network')}.`;
  const calls = { fromMs: second.at.getTime(), toMs: attack.lastSeenAtMs, outcome: null };
  return [{ atMs: second.at.getTime(), kind: 'spread', title: 'Spread.', text, lettered: true, calls }];
}

function callersIn(entity: unknown): string[] {
  if (typeof entity !== 'object' || entity === null || !('callers' in entity)) return [];
  return Array.isArray(entity.callers) ? entity.callers.filter((one): one is string => typeof one === 'string') : [];
}

/** The attack goes on, or how it ended; null while the latest attempt is an entry, which has its own line. */
function latestText({ attack, now }: StoryInput): { title: string; text: string } | null {
  const quietMs = now.getTime() - attack.lastSeenAtMs;
  if (attack.historical)
    return { title: 'Ended.', text: 'The attack lies in the past: it was found in calls that came in later.' };
  if (quietMs >= ONGOING_MS) {
    const what = isRateOnly(attack) ? 'Not over the rate' : 'No attempt';
    return { title: 'Ended.', text: `${what} for ${formatDuration(quietMs)}.` };
  }
  if (attack.entries.some(({ lastAtMs }) => lastAtMs >= attack.lastSeenAtMs)) return null;
  if (isRateOnly(attack)) return { title: 'Latest call over the rate.', text: 'It goes on.' };
  return { title: 'Latest attempt.', text: 'The attack goes on.' };
}

function latestLine(input: StoryInput): Draft[] {
  const latest = latestText(input);
  if (!latest) return [];
  const { firstSeenAtMs, lastSeenAtMs } = input.attack;
  const rateOnly = isRateOnly(input.attack);
  const fromMs = Math.max(firstSeenAtMs, lastSeenAtMs - ONGOING_MS);
  const calls = rateOnly ? null : { fromMs, toMs: lastSeenAtMs, outcome: null };
  return [{ atMs: lastSeenAtMs, kind: 'latest', ...latest, lettered: true, calls }];
}

/** Of what happened in one millisecond: evidence, then what it led to, then how the attack stands. */
const rankOf = ({ kind, lettered }: Draft): number => (kind === 'latest' ? 2 : lettered ? 0 : 1);

/** Entries have a finer time than what is stored in milliseconds. */
const inOrder = (a: Draft, b: Draft): number =>
  Math.floor(a.atMs) - Math.floor(b.atMs) || rankOf(a) - rankOf(b) || a.atMs - b.atMs;

/** What happened, in order of time. */
export function draftStory(input: StoryInput): Draft[] {
  const events = input.events.flatMap((event) => eventLine(event, input));
  const entries = events.filter(({ kind }) => kind === 'entered');
  const shown = new Set([...entries.slice(0, 3), ...entries.slice(-1)]);
  const drafts = [
    ...firstLine(input),
    ...burstLine(input),
    ...rateLines(input),
    ...spreadLine(input),
    ...events.filter((draft) => draft.kind !== 'entered' || shown.has(draft)),
    ...backLines(input),
    ...againLine(input),
    ...latestLine(input),
  ];
  return drafts.sort(inOrder);
}

/** Gives letters in order and puts the counts in. */
export function storyLines(drafts: readonly Draft[], counts: readonly number[]): StoryLine[] {
  let letters = 0;
  return drafts.map((draft, index) => ({
    at: new Date(draft.atMs).toISOString(),
    letter: draft.lettered && letters < 26 ? String.fromCharCode(65 + letters++) : null,
    kind: draft.kind,
    title: draft.title,
    text: draft.text,
    calls: draft.calls && {
      count: counts[index] ?? 0,
      from: new Date(Math.floor(draft.calls.fromMs)).toISOString(),
      to: new Date(Math.floor(draft.calls.toMs) + 1).toISOString(),
      outcome: draft.calls.outcome,
    },
  }));
}
