import clsx from 'clsx';
import type { ReactNode } from 'react';
import { STATE_COLORS, type State } from './state';
import { StateMark } from './state-mark';

/** Mark and word of a state. In tables of mostly healthy rows pass `muted`: the mark keeps its colour, the word does not. */
export function StateLabel({ state, children, muted = false }: { state: State; children: ReactNode; muted?: boolean }) {
  return (
    <span
      className={clsx(
        'inline-flex items-center gap-1.5 whitespace-nowrap',
        muted ? 'text-ink-2' : STATE_COLORS[state].text,
      )}
    >
      <StateMark state={state} />
      {children}
    </span>
  );
}
