import clsx from 'clsx';
import type { ReactNode } from 'react';
import { STATE_COLORS, type State } from './state';

const fill = { fill: 'currentColor' };
const stroke = { fill: 'none', stroke: 'currentColor', strokeWidth: 1.4, strokeLinecap: 'round' as const };

const SHAPES: Record<State, ReactNode> = {
  attack: <path d="M5 .4 9.6 5 5 9.6.4 5Z" {...fill} />,
  degraded: <path d="M5 .8 9.8 9.2H.2Z" {...fill} />,
  healthy: <circle cx="5" cy="5" r="4.2" {...fill} />,
  acknowledged: (
    <>
      <circle cx="5" cy="5" r="4.2" {...stroke} strokeWidth={1.2} />
      <path d="M5 .8a4.2 4.2 0 0 0 0 8.4Z" {...fill} />
    </>
  ),
  resolved: (
    <>
      <circle cx="5" cy="5" r="4.3" {...stroke} strokeWidth={1.2} />
      <path d="m3.2 5.2 1.3 1.3 2.3-2.7" {...stroke} strokeWidth={1.2} />
    </>
  ),
  failed: <path d="m1.4 1.4 7.2 7.2m0-7.2L1.4 8.6" {...stroke} strokeWidth={2} strokeLinecap="butt" />,
  silenced: <circle cx="5" cy="5" r="4.1" {...stroke} strokeDasharray="1.6 1.62" strokeLinecap="butt" />,
  waiting: <path d="M7.4 1.6A4.2 4.2 0 1 1 1.6 2.6" {...stroke} strokeWidth={1.6} />,
  neutral: <circle cx="5" cy="5" r="2" {...fill} />,
};

/**
 * 10 px shape of a state: diamond, triangle, disc, half disc, ring with check, cross, dashed ring, arc.
 * Decorative for assistive tools: the word next to it says the state.
 */
export function StateMark({ state, size = 10 }: { state: State; size?: number }) {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 10 10"
      aria-hidden="true"
      className={clsx('shrink-0', STATE_COLORS[state].mark, state === 'waiting' && 'spin-slow')}
    >
      {SHAPES[state]}
    </svg>
  );
}
