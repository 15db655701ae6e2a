import { useNow, usePageState } from '../../lib/client';
import type { RatePolicyWithHeadroom } from '../../lib/shared';
import { formatCount } from '../../lib/shared';
import { StateLabel } from '../ui/state/state-label';
import { sinceWords, standingOf } from './rate-words';

/** Mark and words of a policy; those over the limit win over those near it, which are told on wide windows too. */
export function Standing({ policy }: { policy: RatePolicyWithHeadroom }) {
  const { headroom, enabled } = policy;
  const { fromMs } = usePageState().range;
  const now = useNow(5_000);
  const { state, words } = standingOf(policy, headroom);
  const more = enabled && headroom.keysOver > 0 && headroom.keysNear > 0;
  return (
    <span>
      <StateLabel state={state} muted={state === 'healthy'}>
        {words}
      </StateLabel>
      {more ? <span className="text-ink-3 max-lg:hidden">, {formatCount(headroom.keysNear)} near</span> : null}
      <span className="text-ink-3">{sinceWords(headroom, { fromMs, now })}</span>
    </span>
  );
}
