import { formatShort } from '../../../lib/shared';
import { heatScale, mostCalls } from './heat-scale';

type HeatKeyProps = { counts: readonly (readonly number[])[]; label: string };

/** What the colours of a heatmap count, from few to many. */
export function HeatKey({ counts, label }: HeatKeyProps) {
  const scale = heatScale(mostCalls(counts));
  if (scale.length === 0) return null;
  return (
    <p className="flex flex-wrap items-center gap-x-2.5 gap-y-0.5 text-11 text-ink-3">
      {label}
      {scale.map(({ from, level }, index) => (
        <span key={level} className="inline-flex items-center gap-1">
          <svg width="9" height="9" aria-hidden="true">
            <rect width="9" height="9" fill={`var(--heat-${level})`} />
          </svg>
          {formatShort(from)}
          {index === scale.length - 1 && scale.length > 1 ? '+' : ''}
        </span>
      ))}
    </p>
  );
}
