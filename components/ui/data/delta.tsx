import clsx from 'clsx';
import type { Change } from '../../../lib/shared';
import { ArrowGlyph } from '../state/glyphs';
import { STATE_COLORS, type State } from '../state/state';

type DeltaProps = {
  change: Change | null;
  /** The state colour of a change outside the baseline; inside it (undefined) the change is quiet. */
  outside?: Extract<State, 'attack' | 'degraded' | 'healthy'> | undefined;
};

/** A change against the previous period: "+4.7 %" quiet inside the baseline, "↑ 3.9×" in state colour outside. */
export function Delta({ change, outside }: DeltaProps) {
  if (!change) return <span className="text-ink-3">new</span>;
  if (!outside) return <span className="text-ink-3">{change.signed}</span>;
  return (
    <span className={clsx('inline-flex items-center gap-1 font-medium whitespace-nowrap', STATE_COLORS[outside].text)}>
      <ArrowGlyph down={change.direction === 'down'} />
      <span className="sr-only">{change.direction}</span>
      {change.size}
    </span>
  );
}
