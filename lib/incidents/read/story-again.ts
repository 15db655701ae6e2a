import { countOf, formatAccount, formatDuration } from '../../shared';
import type { Draft, StoryInput } from './story-draft';

/** Of many returns the first few and the latest are told. */
const FIRST_TOLD = 2;

/** Each time that the attack came back after a pause. */
export function backLines({ bursts }: StoryInput): Draft[] {
  const lines = bursts.slice(1).map((burst, index): Draft => {
    const [fromMs, toMs] = [burst.from.getTime(), burst.to.getTime()];
    const pauseMs = fromMs - (bursts[index]?.to.getTime() ?? fromMs);
    return {
      atMs: fromMs,
      kind: 'came_back',
      title: 'Came back.',
      text: `After ${formatDuration(pauseMs)} without an attempt; for ${formatDuration(toMs - fromMs)}.`,
      lettered: true,
      calls: { fromMs, toMs, outcome: null },
    };
  });
  return [...new Set([...lines.slice(0, FIRST_TOLD), ...lines.slice(-1)])];
}

/** All logins on accounts that were entered before, in one line. */
export function againLine({ attack }: StoryInput): Draft[] {
  const again = attack.entries.filter(({ times }) => times > 1);
  const [first] = again;
  if (!first) return [];
  const toMs = Math.max(...again.map(({ lastAtMs }) => lastAtMs));
  const fromMs = Math.min(...again.map(({ atMs }) => Math.floor(atMs) + 1));
  const times = again.reduce((sum, entry) => sum + entry.times - 1, 0);
  const text =
    again.length === 1
      ? `${formatAccount(first.account)} accepted a password from ${first.caller} ${countOf(times, 'more time')}.`
      : `${countOf(again.length, 'account')} accepted a password again, ${countOf(times, 'time')} in all.`;
  const calls = { fromMs, toMs, outcome: 'success' } as const;
  return [{ atMs: toMs, kind: 'entered_again', title: 'Entered again.', text, lettered: true, calls }];
}
