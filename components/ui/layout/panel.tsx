'use client';

import clsx from 'clsx';
import { type ReactNode, useId, useRef } from 'react';
import { useOrphanedFocus } from '../hooks/use-orphaned-focus';

type PanelProps = {
  /** Heading of the section; it labels the landmark. */
  title?: ReactNode;
  /** Quiet words right after the title: "14 of 49". */
  note?: ReactNode;
  /** Right end of the head: a segmented control, a link, the unit. */
  end?: ReactNode;
  /** Hairline under the head, for panels whose body is rows. */
  divided?: boolean;
  /** No padding around the body (tables, ledger rows). */
  flush?: boolean;
  /** Name for assistive tools when there is no visible title. */
  label?: string;
  foot?: ReactNode;
  children: ReactNode;
};

const frame =
  'min-w-0 rounded-3 border border-line bg-surface max-md:-mx-4 max-md:rounded-none max-md:border-x-0 overflow-clip';

/** A flat section: 1 px line, 7 px radius, no shadow; full-bleed on phones. It keeps the focus of what goes inside it. */
export function Panel({ label, ...props }: PanelProps) {
  const id = useId();
  const section = useRef<HTMLElement>(null);
  useOrphanedFocus(section);
  return (
    <section
      ref={section}
      tabIndex={-1}
      {...(props.title ? { 'aria-labelledby': id } : { 'aria-label': label })}
      className={`${frame} outline-none`}
    >
      <PanelInside {...props} headingId={id} />
    </section>
  );
}

/** Several related cells in one frame, divided by hairlines: 1 per row on phones, 2 on tablets, `columns` on desktops. */
export function PanelGrid({ columns = 3, children }: { columns?: 2 | 3; children: ReactNode }) {
  return (
    <div className={frame}>
      <div
        className={clsx(
          'grid gap-px bg-line *:bg-surface md:grid-cols-2 md:max-lg:*:last:odd:col-span-2',
          columns === 3 ? 'lg:grid-cols-3' : 'lg:grid-cols-2',
        )}
      >
        {children}
      </div>
    </div>
  );
}

type PanelCellProps = PanelProps & {
  /** On phones the cell comes before its neighbours, or is left out. */
  phone?: 'first' | 'hidden';
};

/** One cell of a `PanelGrid`. */
export function PanelCell({ label, phone, ...props }: PanelCellProps) {
  const id = useId();
  return (
    <section
      {...(props.title ? { 'aria-labelledby': id } : { 'aria-label': label })}
      className={clsx('min-w-0', phone === 'first' && 'max-md:order-first', phone === 'hidden' && 'max-md:hidden')}
    >
      <PanelInside {...props} headingId={id} />
    </section>
  );
}

function PanelInside({
  title,
  note,
  end,
  divided,
  flush,
  foot,
  headingId,
  children,
}: PanelProps & { headingId: string }) {
  const head = title || end;
  return (
    <>
      {head ? (
        <header
          className={clsx(
            'flex flex-wrap items-center justify-between gap-x-3 gap-y-1 px-4',
            divided ? 'min-h-11 border-b border-line py-1.5' : 'pt-3 pb-0.5',
          )}
        >
          <h2 id={headingId} className="text-13 font-semibold">
            {title} {note ? <span className="ml-1 text-12 font-normal text-ink-3">{note}</span> : null}
          </h2>
          {end ? <div className="flex items-center gap-2 text-12 text-ink-3">{end}</div> : null}
        </header>
      ) : null}
      <div className={flush ? undefined : clsx('px-4 pb-3.5', head && !divided ? undefined : 'pt-3.5')}>{children}</div>
      {foot ? (
        <footer className="flex flex-wrap items-center justify-between gap-3 border-t border-line px-4 py-2 text-12 text-ink-3">
          {foot}
        </footer>
      ) : null}
    </>
  );
}
