import type { ReactNode } from 'react';

type LedgerRowProps = {
  title: ReactNode;
  /** Quiet words after the title. */
  note?: ReactNode;
  /** Second line: a state label, times, tries, codes. */
  detail?: ReactNode;
  /** Right end: buttons. */
  end?: ReactNode;
  /** Over the whole width below both lines: what a button of the row opened. */
  below?: ReactNode;
};

/** One two-line entry of a side panel: who was told, a key, a channel. */
export function LedgerRow({ title, note, detail, end, below }: LedgerRowProps) {
  return (
    <li className="flex flex-wrap items-start justify-between gap-x-3 border-b border-line px-4 py-2.5 last:border-b-0">
      <div className="min-w-0 flex-1">
        <p className="truncate">
          <span className="font-medium">{title}</span>
          {note ? <span className="ml-1.5 text-12 text-ink-3">{note}</span> : null}
        </p>
        {detail ? <div className="flex flex-wrap items-center gap-x-2 text-12 text-ink-3">{detail}</div> : null}
      </div>
      {end ? <div className="flex shrink-0 gap-2">{end}</div> : null}
      {below ? <div className="basis-full pt-2 text-12">{below}</div> : null}
    </li>
  );
}
