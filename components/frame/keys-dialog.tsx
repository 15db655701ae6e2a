'use client';

import { Checkbox } from '../ui/control/checkbox';
import { Kbd } from '../ui/control/kbd';
import { useKeysPreference } from '../ui/keys/keys-preference';
import { Dialog } from '../ui/overlay/dialog';
import type { NavSection } from './nav/nav-items';

type KeyWords = readonly [keys: string, does: string];

const ANYWHERE: readonly KeyWords[] = [
  ['/', 'search and commands; ⌘K and Ctrl K too'],
  ['j k', 'next, previous row'],
  ['↵', 'open the row, or the calls of a step'],
  ['x', 'select the row, where something can be done with several'],
  ['f', 'filter by the cell under the pointer; from a row, go to its cells'],
  ['F', 'leave out what the cell says, on calls'],
  ['c', 'calls behind the row, or behind the page'],
  ['1 … 6', 'time range'],
  ['p', 'next comparison, or none'],
  ['space', 'pause or resume live'],
  ['← →', 'move the crosshair; with shift select a range'],
  ['t', 'charts as tables; the one with the focus alone'],
  ['?', 'this list'],
];
const INCIDENT: readonly KeyWords[] = [
  ['a', 'acknowledge'],
  ['e', 'resolve, after a confirm'],
  ['n', 'write a note'],
  ['[ ]', 'previous, next; on endpoints and in an open call too'],
];
const RULES: readonly KeyWords[] = [
  ['r', 'new rule, from rules and alerts; new policy, from rate limits'],
  ['↑ ↓', 'threshold, on its handle in the chart'],
  ['⌘ ↵', 'save the rule or policy; Ctrl ↵ too'],
  ['esc', 'leave it, after a confirm'],
];

type KeysDialogProps = {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  /** The pages that `g` and a second key lead to. */
  sections: readonly NavSection[];
};

/** All keys, and the switch that turns single keys off. */
export function KeysDialog({ open, onOpenChange, sections }: KeysDialogProps) {
  const [on, setOn] = useKeysPreference();
  const pages = sections
    .flatMap(({ items }) => items)
    .flatMap(({ key, label }): KeyWords[] => (key ? [[`g ${key}`, label.toLowerCase()]] : []));
  return (
    <Dialog open={open} onOpenChange={onOpenChange} title="Keys" wide>
      <div className="mb-4 grid gap-x-6 gap-y-4 md:grid-cols-2 lg:grid-cols-[200px_1fr_1fr]">
        <KeyList title="Go to" keys={pages} />
        <KeyList title="On every page" keys={ANYWHERE} />
        <div className="grid content-start gap-4">
          <KeyList title="On an incident" keys={INCIDENT} />
          <KeyList title="On rules and rate limits" keys={RULES} />
        </div>
      </div>
      <Checkbox
        label="Single keys work on pages"
        hint="Off keeps only enter, escape and the arrow keys."
        checked={on}
        onChange={setOn}
      />
    </Dialog>
  );
}

function KeyList({ title, keys }: { title: string; keys: readonly KeyWords[] }) {
  return (
    <section>
      <h3 className="mb-1.5 text-11 text-ink-3">{title}</h3>
      <dl className="grid grid-cols-[72px_1fr] gap-y-1.5">
        {keys.map(([caps, does]) => (
          <div key={caps} className="contents">
            <dt className="flex gap-1">
              {caps.split(' ').map((key) => (key === '…' ? key : <Kbd key={key}>{key}</Kbd>))}
            </dt>
            <dd>{does}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
