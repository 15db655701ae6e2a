'use client';

import type { ReactNode } from 'react';
import { Button } from '../ui/control/button';
import { Popover } from '../ui/overlay/popover';

export type KeyEntry =
  'now' | 'band' | 'previous' | 'excess' | 'diamond' | 'series-1' | 'series-2' | 'series-3' | 'series-4' | 'series-5';

const MARKS: Partial<Record<KeyEntry, ReactNode>> = {
  now: <path d="M0 5H14" stroke="var(--series-1)" strokeWidth="1.5" />,
  band: <rect y="1" width="14" height="8" fill="var(--band)" />,
  previous: <path d="M0 5H14" stroke="var(--previous)" strokeDasharray="2 2" />,
  excess: <path d="M0 5H14" stroke="var(--attack-mark)" strokeWidth="1.5" />,
  diamond: <path d="M7 .5 11.5 5 7 9.5 2.5 5Z" fill="var(--attack-mark)" />,
};

type ChartKeyProps = { entries: readonly (readonly [entry: KeyEntry, text: ReactNode])[] };

/** What the marks of the page's charts mean; below 1280 px behind a "Key" button. Only for what a direct label cannot say. */
export function ChartKey({ entries }: ChartKeyProps) {
  return (
    <>
      <div className="max-xl:hidden">
        <KeyList entries={entries} />
      </div>
      <div className="xl:hidden">
        <Popover label="Key" align="end" trigger={<Button kind="quiet">Key</Button>}>
          <div className="max-w-72 p-3">
            <KeyList entries={entries} />
          </div>
        </Popover>
      </div>
    </>
  );
}

function KeyList({ entries }: ChartKeyProps) {
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
