'use client';

import { Checkbox } from '../ui/control/checkbox';
import { Kbd } from '../ui/control/kbd';
import { useKeysPreference } from '../ui/keys/keys-preference';
import { Dialog } from '../ui/overlay/dialog';

const KEYS = [
  ['g o', 'overview'],
  ['g c', 'calls'],
  ['g i', 'incidents'],
  ['j k', 'next, previous row'],
  ['↵', 'open the row, or the calls of a step'],
  ['1 … 6', 'time range'],
  ['p', 'comparison on or off'],
  ['space', 'pause or resume live'],
  ['← →', 'move the crosshair; with shift select a range'],
  ['t', 'chart as table'],
  ['?', 'this list'],
] as const;

/** All keys, and the switch that turns single keys off. */
export function KeysDialog({ open, onOpenChange }: { open: boolean; onOpenChange: (open: boolean) => void }) {
  const [on, setOn] = useKeysPreference();
  return (
    <Dialog open={open} onOpenChange={onOpenChange} title="Keys">
      <dl className="mb-4 grid grid-cols-[80px_1fr] gap-y-1.5">
        {KEYS.map(([keys, does]) => (
          <div key={keys} className="contents">
            <dt className="flex gap-1">
              {keys.split(' ').map((key) => (key === '…' ? key : <Kbd key={key}>{key}</Kbd>))}
            </dt>
            <dd>{does}</dd>
          </div>
        ))}
      </dl>
      <Checkbox
        label="Single keys work on pages"
        hint="Off keeps only enter, escape and the arrow keys."
        checked={on}
        onChange={setOn}
      />
    </Dialog>
  );
}
