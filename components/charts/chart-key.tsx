import type { ReactNode } from 'react';

export type KeyEntry =
  'now' | 'band' | 'previous' | 'excess' | 'diamond' | 'series-1' | 'series-2' | 'series-3' | 'series-4' | 'series-5';

const MARKS: Partial<Record<KeyEntry, ReactNode>> = {
  now: <path d="M0 5H14" stroke="var(--series-1)" strokeWidth="1.5" />,
  band: <rect y="1" width="14" height="8" fill="var(--band)" />,
  previous: <path d="M0 5H14" stroke="var(--previous)" strokeDasharray="2 2" />,
  excess: <path d="M0 5H14" stroke="var(--attack-mark)" strokeWidth="1.5" />,
  diamond: <path d="M7 .5 11.5 5 7 9.5 2.5 5Z" fill="var(--attack-mark)" />,
};

/** What the marks of the page's charts mean. Only for what a direct label cannot say. */
export function ChartKey({ entries }: { entries: readonly (readonly [entry: KeyEntry, text: ReactNode])[] }) {
  return (
    <ul className="flex flex-wrap items-center gap-x-4 gap-y-1 text-11 text-ink-3">
      {entries.map(([entry, text]) => (
        <li key={entry} className="inline-flex items-center gap-1.5">
          <svg width="14" height="10" aria-hidden="true">
            {MARKS[entry] ?? <rect x="3" y="1" width="8" height="8" fill={`var(--${entry})`} />}
          </svg>
          {text}
        </li>
      ))}
    </ul>
  );
}
