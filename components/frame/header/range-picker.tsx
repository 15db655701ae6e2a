'use client';

import { type FormEvent, useState } from 'react';
import { formatSpan } from '../../../lib/shared';
import { RANGES, rangeWords, usePageState } from '../../../lib/client';
import { useShownRange } from '../../range/use-shown-range';
import { Button } from '../../ui/control/button';
import { buttonClass } from '../../ui/control/button-class';
import { Field } from '../../ui/control/field';
import { Input } from '../../ui/control/input';
import { Kbd } from '../../ui/control/kbd';
import { ChevronGlyph } from '../../ui/state/glyphs';
import { Popover } from '../../ui/overlay/popover';

/** The time that the page speaks about: six named ranges, or from and to in UTC. */
export function RangePicker() {
  const { range, setRange } = usePageState();
  const [open, setOpen] = useState(false);
  const shownRange = useShownRange();
  const choose = (next: Parameters<typeof setRange>[0]) => {
    setRange(next);
    setOpen(false);
  };
  const words = range.relative ? `Last ${rangeWords(range.relative)}` : formatSpan(range.toMs - range.fromMs);
  return (
    <Popover
      label="Time range"
      align="end"
      open={open}
      onOpenChange={setOpen}
      trigger={
        <button type="button" className={buttonClass('plain', 'tall')}>
          <span className="inline-flex items-center gap-2">
            <span className="sr-only">Time range: </span>
            {words}
            <span className="font-normal text-ink-3 max-xl:hidden" suppressHydrationWarning>
              {shownRange}
            </span>
            <ChevronGlyph />
          </span>
        </button>
      }
    >
      <div className="w-64 p-1 max-md:w-76">
        <ul>
          {RANGES.map((name, index) => (
            <li key={name}>
              <button
                type="button"
                aria-pressed={range.relative === name}
                onClick={() => choose(name)}
                className="ring-focus-in flex h-7 w-full items-center justify-between rounded-1 px-2.5 hover:bg-hover aria-pressed:font-medium max-md:h-11"
              >
                Last {rangeWords(name)}
                <Kbd>{index + 1}</Kbd>
              </button>
            </li>
          ))}
        </ul>
        <FixedRange key={`${range.fromMs}-${range.toMs}`} from={range.fromMs} to={range.toMs} onChoose={choose} />
      </div>
    </Popover>
  );
}

type FixedRangeProps = { from: number; to: number; onChoose: (range: { from: number; to: number }) => void };

const local = (ms: number) => new Date(ms).toISOString().slice(0, 16);
const parse = (text: string) => Date.parse(`${text}:00Z`);

function FixedRange({ from, to, onChoose }: FixedRangeProps) {
  const [start, setStart] = useState(() => local(from));
  const [end, setEnd] = useState(() => local(to));
  const [error, setError] = useState<string>();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const range = { from: parse(start), to: parse(end) };
    if (range.from < range.to) onChoose(range);
    else setError('Must be after the start');
  };
  return (
    <form onSubmit={submit} className="mt-1 grid grid-cols-[minmax(0,1fr)] gap-2 border-t border-line p-2.5">
      <Field label="From, UTC">
        <Input type="datetime-local" value={start} onChange={(event) => setStart(event.target.value)} required />
      </Field>
      <Field label="To, UTC" error={error}>
        <Input type="datetime-local" value={end} onChange={(event) => setEnd(event.target.value)} required />
      </Field>
      <Button type="submit">Show this range</Button>
    </form>
  );
}
