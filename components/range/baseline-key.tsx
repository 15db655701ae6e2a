import { ChartKey, type KeyEntry } from '../charts/chart-key';
import { StateLabel } from '../ui/state/state-label';
import type { Baseline } from './use-baseline';

/** Entries of a key for the baseline; none where no band is drawn. */
export function baselineEntries({ band, words }: Baseline): (readonly [entry: KeyEntry, text: string])[] {
  return band && words
    ? [
        ['band', `Baseline, ${words}`],
        ['excess', 'Outside baseline'],
      ]
    : [];
}

/** What the lines and the band of a chart of calls are, or when there will be a band. */
export function CallsKey({ baseline, compared }: { baseline: Baseline; compared: boolean }) {
  const entries: (readonly [entry: KeyEntry, text: string])[] = [
    ...baselineEntries(baseline),
    ...(compared ? ([['previous', 'Before']] as const) : []),
  ];
  return (
    <>
      {baseline.learning ? (
        <span className="text-11">
          <StateLabel state="waiting" muted>
            {baseline.learning}
          </StateLabel>
        </span>
      ) : null}
      {entries.length > 0 ? <ChartKey entries={entries} /> : null}
    </>
  );
}
