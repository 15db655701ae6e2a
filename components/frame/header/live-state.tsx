'use client';

import { formatDuration } from '../../../lib/shared';
import { useLive } from '../../../lib/client';
import type { State } from '../../ui/state/state';
import { StateMark } from '../../ui/state/state-mark';

const LOOK: Record<ReturnType<typeof useLive>['state'], { state: State; word: string }> = {
  live: { state: 'healthy', word: 'Live' },
  connecting: { state: 'waiting', word: 'Connecting' },
  lost: { state: 'failed', word: 'Not live' },
  crowded: { state: 'failed', word: 'Not live' },
  paused: { state: 'silenced', word: 'Paused' },
};

function titleOf(state: ReturnType<typeof useLive>['state']): string {
  if (state === 'crowded') return 'Of one person 4 pages are live at a time: close another one, and this one follows';
  return state === 'paused' ? 'Resume (space)' : 'Pause (space)';
}

/** Whether the page follows what happens, and how far behind detection is. Click or space pauses. */
export function LiveStateButton({ behindMs }: { behindMs: number | null }) {
  const live = useLive();
  const { state, word } = LOOK[live.state];
  const paused = live.state === 'paused';
  return (
    <button
      type="button"
      aria-pressed={paused}
      onClick={() => live.setPaused(!paused)}
      title={titleOf(live.state)}
      className="state-motion ring-focus inline-flex h-7 items-center gap-1.5 rounded-2 px-2 whitespace-nowrap hover:bg-hover max-md:h-11"
    >
      <StateMark state={state} size={8} />
      <span className="font-medium">
        {word}
        {live.state === 'crowded' ? <span className="max-md:sr-only">: 4 pages are</span> : null}
      </span>
      {live.state === 'live' && behindMs !== null ? (
        <span className="text-12 text-ink-3 max-lg:hidden">{formatDuration(behindMs)} behind</span>
      ) : null}
    </button>
  );
}
