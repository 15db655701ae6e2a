import type { State } from '../../ui/state/state';

/** One line of the command palette. */
export interface Entry {
  /** Unlike any other. */
  id: string;
  label: string;
  /** Routes and callers are set in mono. */
  mono?: boolean;
  /** Quiet words at the right end: "1,204 calls". */
  note?: string;
  /** A mark with its word after the label. */
  state?: { state: State; word: string };
  /** Keys that do the same outside of the palette. */
  keys?: readonly string[];
  /** Further words that find it. */
  words?: string;
  run: () => void;
}

export interface EntryGroup {
  /** What its entries are: "Incidents". */
  kind: string;
  entries: readonly Entry[];
  /** How many of them are shown at most. */
  shown: number;
  /** Left out until something is typed. */
  onlyFound?: boolean;
}

/** The entries that every typed word is found in, those first that begin with what was typed. */
export function findEntries(groups: readonly EntryGroup[], typed: string): EntryGroup[] {
  const text = typed.trim().toLowerCase();
  const words = text.split(/\s+/).filter((word) => word !== '');
  return groups
    .filter(({ onlyFound }) => words.length > 0 || !onlyFound)
    .map((group) => ({ ...group, entries: best(group.entries, words).slice(0, group.shown) }))
    .filter(({ entries }) => entries.length > 0);
}

function best(entries: readonly Entry[], words: readonly string[]): readonly Entry[] {
  const found = entries.filter(({ label, words: more = '' }) => {
    const text = `${label} ${more}`.toLowerCase();
    return words.every((word) => text.includes(word));
  });
  const [first = ''] = words;
  return found.toSorted((a, b) => begins(b, first) - begins(a, first));
}

const begins = ({ label }: Entry, word: string): number => Number(label.toLowerCase().startsWith(word));
