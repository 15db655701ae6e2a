import clsx from 'clsx';
import type { ReactNode } from 'react';

export type TimelineItem = {
  key: string;
  /** Exact time of day, already formatted. */
  time: ReactNode;
  /** Letter that matches the chart; without one the item is a dot. */
  letter?: string;
  /** Filled with the attack colour: the turns of the story. */
  strong?: boolean;
  text: ReactNode;
  /** Right end: the count that opens what is behind it. */
  end?: ReactNode;
};

/** What happened, oldest first, on one vertical line. */
export function Timeline({ items }: { items: readonly TimelineItem[] }) {
  return (
    <ol className="px-4 py-2">
      {items.map((item, index) => (
        <li key={item.key} className="relative flex gap-3 py-1.5">
          {index < items.length - 1 ? (
            <span aria-hidden="true" className="absolute top-4 -bottom-4 left-2 w-px bg-line-strong" />
          ) : null}
          <TimelineMark letter={item.letter} strong={item.strong ?? false} />
          <time className="w-18 shrink-0 text-ink-2 max-md:w-14 max-md:text-12">{item.time}</time>
          <div className={clsx('min-w-0 flex-1', !item.letter && 'text-ink-2')}>{item.text}</div>
          {item.end ? <div className="shrink-0">{item.end}</div> : null}
        </li>
      ))}
    </ol>
  );
}

function TimelineMark({ letter, strong }: { letter: string | undefined; strong: boolean }) {
  const look = strong ? 'border-attack-mark bg-attack text-on-attack' : 'border-control-line bg-surface text-ink-2';
  return (
    <span className="relative z-1 grid h-5 w-4.25 shrink-0 place-items-center">
      {letter ? (
        <span className={clsx('grid size-4.25 place-items-center rounded-full border text-11 leading-none', look)}>
          {letter}
        </span>
      ) : (
        <span aria-hidden="true" className="size-1.5 rounded-full bg-ink-3 ring-4 ring-surface" />
      )}
    </span>
  );
}
