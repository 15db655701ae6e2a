import clsx from 'clsx';
import { Checkbox as Radix } from 'radix-ui';
import { useId } from 'react';
import { CheckGlyph } from '../state/glyphs';

type RowCheckboxProps = {
  checked: boolean;
  /** Id of what names the row. */
  rowNameId: string;
  onToggle: () => void;
};

/**
 * Selects its row, in the room before the first cell. With a mouse it shows where the pointer or the focus is, and in all rows
 * once one is selected; a finger always finds it.
 */
export function RowCheckbox({ checked, rowNameId, onToggle }: RowCheckboxProps) {
  const id = useId();
  return (
    <Radix.Root
      id={id}
      checked={checked}
      aria-label="Select"
      aria-labelledby={`${id} ${rowNameId}`}
      onCheckedChange={onToggle}
      className="group/check absolute inset-y-0 left-0 z-1 grid w-9 place-items-center outline-none max-md:w-10"
    >
      <span
        className={clsx(
          'grid size-3.5 place-items-center rounded-1 border group-focus-visible/check:outline-2 group-focus-visible/check:outline-offset-1 group-focus-visible/check:outline-(--focus)',
          checked
            ? 'border-accent bg-accent text-on-accent'
            : 'border-control-line bg-surface opacity-0 group-focus-within/row:opacity-100 group-hover/row:opacity-100 group-has-[[role=checkbox][aria-checked=true]]/table:opacity-100 max-md:opacity-100 pointer-coarse:opacity-100',
        )}
      >
        {checked ? <CheckGlyph /> : null}
      </span>
    </Radix.Root>
  );
}
