'use client';

import { type ReactNode, useRef } from 'react';
import { useArrivalFocus } from '../hooks/use-arrival-focus';

type PageTitleProps = {
  children: ReactNode;
  /** Breadcrumb line above: links, then the current page. */
  above?: ReactNode;
  /** Quiet words after the title, such as a count. */
  note?: ReactNode;
  /** One line under the title: state track, facts. */
  below?: ReactNode;
  /** Buttons or the chart key at the right end. */
  end?: ReactNode;
  /** 22/30 for sentences (an incident's title), 20/28 otherwise. */
  sentence?: boolean;
};

/** The page's only h1 with what belongs to it; it takes the focus when the page was navigated to. */
export function PageTitle({ children, above, note, below, end, sentence = false }: PageTitleProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  useArrivalFocus(heading);
  return (
    <div className="grid gap-1">
      {above ? <div className="text-12 text-ink-3">{above}</div> : null}
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
        <div className="flex min-w-0 flex-wrap items-baseline gap-x-2.5">
          <h1
            ref={heading}
            tabIndex={-1}
            className={`font-semibold outline-none wrap-anywhere ${sentence ? 'text-22 max-md:text-16' : 'text-20'}`}
          >
            {children}
          </h1>
          {/* a range that ends now may have moved on since the server wrote it */}
          {note ? (
            <span className="text-12 text-ink-3" suppressHydrationWarning>
              {note}
            </span>
          ) : null}
        </div>
        {end ? (
          <div className={`flex flex-wrap items-center gap-2 text-12 text-ink-3 ${sentence ? 'max-md:w-full' : ''}`}>
            {end}
          </div>
        ) : null}
      </div>
      {below ? <div className="flex flex-wrap items-center gap-x-5 gap-y-1 text-12 text-ink-2">{below}</div> : null}
    </div>
  );
}
