import type { IncidentDetail } from '../../lib/shared';
import type { ChartBase, ChartMark, ChartWindow } from '../charts/types';
import { goesOn } from './attack-times';
import { incidentMark } from './incident-state';

/** Each burst of the attack by itself; only the last one reaches `now`, and only while the attack goes on. */
export function burstWindows(incident: IncidentDetail, now: number): ChartWindow[] {
  const { attack, bursts, id, state } = incident;
  const runs = bursts.length > 0 ? bursts : [{ from: attack.firstEvidenceAt, to: attack.lastEvidenceAt }];
  return runs.map(({ from, to }, index) => ({
    key: `${id}-${index}`,
    from: Date.parse(from),
    to: index === runs.length - 1 && goesOn(incident, now) ? now : Date.parse(to),
    label: index === 0 ? `#${id}` : '',
    state: incidentMark(state),
  }));
}

/** Which steps touch a window. */
export function stepsInside({
  times,
  stepMs,
  windows = [],
}: Pick<ChartBase, 'times' | 'stepMs' | 'windows'>): boolean[] {
  return times.map((at) => windows.some(({ from, to }) => at + stepMs > from && at <= to));
}

/** The letters of the story, and a diamond for each account that was entered. */
export function marksOf({ story, accounts }: Pick<IncidentDetail, 'story' | 'accounts'>): ChartMark[] {
  const letters = story.flatMap(({ letter, at, title, kind }) =>
    letter === null
      ? []
      : [{ key: `letter-${letter}`, at: Date.parse(at), letter, strong: STRONG.has(kind), label: title }],
  );
  const entries = accounts.flatMap(({ accountHash, enteredAt }) =>
    enteredAt === null ? [] : [{ key: accountHash, at: Date.parse(enteredAt), label: 'Account entered' }],
  );
  return [...letters, ...entries];
}

/** The turns of a story: they are filled in chart and story alike. */
export const STRONG: ReadonlySet<string> = new Set(['burst', 'entered', 'rate']);
