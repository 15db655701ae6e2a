import type { ReactNode } from 'react';
import { ChartKey, type KeyEntry } from '../charts/chart-key';
import { StateLabel } from '../ui/state/state-label';
import type { Baseline } from './use-baseline';

type Entry = readonly [entry: KeyEntry, text: ReactNode];

/**
 * Entries of a key for the baseline; none where no band is drawn. They come after the chart: what it is made of is left out where
 * the head of a panel would need a second line for it, which moves the page.
 */
function baselineEntries({ band, words }: Baseline): Entry[] {
  return band && words
    ? [
        [
          'band',
          <span key="band">
            Baseline<span className="xl:max-[1536px]:hidden">, {words}</span>
          </span>,
        ],
        ['excess', 'Outside baseline'],
      ]
    : [];
}

/** What the lines and the band of a chart of calls are, or when there will be a band. */
export function CallsKey({ baseline, compared }: { baseline: Baseline; compared: boolean }) {
  const entries: Entry[] = [...baselineEntries(baseline), ...(compared ? ([['previous', 'Before']] as const) : [])];
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
