import clsx from 'clsx';
import type { ReactNode } from 'react';
import { CheckGlyph } from '../state/glyphs';
import { StateMark } from '../state/state-mark';

type StepProps = {
  number: number;
  state: 'done' | 'current' | 'waiting';
  title: ReactNode;
  note?: ReactNode;
  end?: ReactNode;
  last?: boolean;
  children?: ReactNode;
};

/** One step of a guided set-up; done steps keep their content. */
export function Step({ number, state, title, note, end, last = false, children }: StepProps) {
  return (
    <li className="relative flex gap-3.5 pb-6">
      {last ? null : <span aria-hidden="true" className="absolute top-7 bottom-1 left-3 w-px bg-line-strong" />}
      <span
        className={clsx(
          'grid size-6 shrink-0 place-items-center rounded-full border text-12',
          state === 'done' && 'border-healthy-line bg-healthy-soft text-healthy',
          state === 'current' && 'border-control-line bg-surface text-ink',
          state === 'waiting' && 'border-transparent',
        )}
      >
        {state === 'done' ? <CheckGlyph /> : null}
        {state === 'current' ? number : null}
        {state === 'waiting' ? <StateMark state="waiting" size={18} /> : null}
      </span>
      <div className="min-w-0 flex-1">
        <div className="flex items-start justify-between gap-3">
          <h2 className="pt-0.5 text-14 font-semibold">
            {title}
            {note ? <span className="ml-2 text-12 font-normal text-ink-3">{note}</span> : null}
          </h2>
          {end}
        </div>
        <div className="mt-0.5 grid gap-2 text-ink-2">{children}</div>
      </div>
    </li>
  );
}
