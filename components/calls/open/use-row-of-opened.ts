import { useLast } from '../../ui/hooks/use-last';

/** Finds where the focus goes when the call beside a list is closed: the row of the call that was shown last, else what opened it. */
export function useRowOfOpened(id: string | null): (opener: Element | null) => Element | null {
  const last = useLast(id);
  return (opener) => {
    const row = document.querySelector(`tr[data-row-key="${last}"]`);
    if (row === null || row.contains(opener)) return opener; // perhaps a cell of it
    return row.querySelector('[data-row-open]');
  };
}
