import { LIMIT_AT, shareAt } from './share-scale';
import { shareState } from './rate-words';

const FILL = { attack: 'bg-attack-mark', degraded: 'bg-degraded-mark', healthy: 'bg-series-1' };

/** A peak against the limit, which is the line that stands in one place on all bars. Decorative: the numbers stand beside it. */
export function ShareBar({ share }: { share: number }) {
  return (
    <span aria-hidden="true" className="relative block h-4">
      <span
        className={`absolute top-1 left-0 block h-2 min-w-0.5 ${FILL[shareState(share)]}`}
        style={{ width: `${shareAt(share) * 100}%` }}
      />
      <span className="absolute inset-y-0 w-px bg-ink-2" style={{ left: `${LIMIT_AT * 100}%` }} />
    </span>
  );
}
