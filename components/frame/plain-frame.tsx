import type { ReactNode } from 'react';
import { Mark } from './mark';
import { SkipLink } from './skip-link';

type PlainFrameProps = {
  /** Right end of the bar: "Do this later". */
  end?: ReactNode;
  /** `narrow` for sign-in and set-up forms, `wide` for the first run. */
  width?: 'narrow' | 'wide';
  children: ReactNode;
};

/** Header without navigation, for pages before there is a project: sign-in, set-up, first run. */
export function PlainFrame({ end, width = 'narrow', children }: PlainFrameProps) {
  return (
    <>
      <SkipLink />
      <header className="flex h-12 items-center justify-between border-b border-line bg-surface px-4 md:pr-6">
        <span className="flex items-center gap-2 font-semibold">
          <Mark />
          Callwatch
        </span>
        {end}
      </header>
      <main
        id="main"
        tabIndex={-1}
        className={`mx-auto grid gap-4 px-4 py-8 outline-none ${width === 'narrow' ? 'max-w-104' : 'max-w-280'}`}
      >
        {children}
      </main>
    </>
  );
}
