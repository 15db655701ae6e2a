import type { ReactNode } from 'react';
import { Button } from '../control/button';

type SelectedRowsProps = { count: number; onClear: () => void; children: ReactNode };

/** What can be done with the rows that are selected, in the foot of their table. */
export function SelectedRows({ count, onClear, children }: SelectedRowsProps) {
  return (
    <span className="flex flex-wrap items-center gap-2 text-ink">
      <output>{count} selected</output>
      {children}
      <Button size="sm" kind="quiet" onClick={onClear}>
        Clear selection
      </Button>
    </span>
  );
}
