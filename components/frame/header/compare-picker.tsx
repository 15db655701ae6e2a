'use client';

import { COMPARISONS, comparisonWords, formatSpan } from '../../../lib/shared';
import { usePageState } from '../../../lib/client';
import { buttonClass } from '../../ui/control/button-class';
import { ChevronGlyph } from '../../ui/state/glyphs';
import { Menu, MenuItem } from '../../ui/overlay/menu';

/** Compare with the period of the same length before, with the same time last week, or with nothing. */
export function ComparePicker() {
  const { range, compare, setCompare } = usePageState();
  const lengthMs = range.toMs - range.fromMs;
  const wordsOf = (comparison: (typeof COMPARISONS)[number]) =>
    `vs ${comparisonWords(comparison, lengthMs, formatSpan(lengthMs))}`;
  return (
    <Menu
      align="end"
      trigger={
        <button type="button" className={buttonClass('quiet', 'tall')}>
          <span className="inline-flex items-center gap-2">
            {compare ? wordsOf(compare) : 'No comparison'}
            <ChevronGlyph />
          </span>
        </button>
      }
    >
      {COMPARISONS.map((comparison) => (
        <MenuItem
          key={comparison}
          onSelect={() => setCompare(comparison)}
          note={compare === comparison ? 'now' : undefined}
        >
          {wordsOf(comparison)}
        </MenuItem>
      ))}
      <MenuItem onSelect={() => setCompare(null)} note={compare ? undefined : 'now'}>
        No comparison
      </MenuItem>
    </Menu>
  );
}
