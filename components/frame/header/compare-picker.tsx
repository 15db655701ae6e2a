'use client';

import { formatSpan } from '../../../lib/shared';
import { usePageState } from '../../../lib/client';
import { buttonClass } from '../../ui/control/button-class';
import { ChevronGlyph } from '../../ui/state/glyphs';
import { Menu, MenuItem } from '../../ui/overlay/menu';

/** Compare with the period of the same length before, or with nothing. */
export function ComparePicker() {
  const { range, compare, setCompare } = usePageState();
  const previous = `vs previous ${formatSpan(range.toMs - range.fromMs)}`;
  return (
    <Menu
      align="end"
      trigger={
        <button type="button" className={buttonClass('quiet', 'tall')}>
          <span className="inline-flex items-center gap-2">
            {compare ? previous : 'No comparison'}
            <ChevronGlyph />
          </span>
        </button>
      }
    >
      <MenuItem onSelect={() => setCompare(true)} note={compare ? 'now' : undefined}>
        {previous}
      </MenuItem>
      <MenuItem onSelect={() => setCompare(false)} note={compare ? undefined : 'now'}>
        No comparison
      </MenuItem>
    </Menu>
  );
}
