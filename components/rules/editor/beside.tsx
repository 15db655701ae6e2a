import type { ReactNode } from 'react';

/** What stands below the sentence: wide, with a rail beside it on wide windows and below it on narrow ones. */
export function Beside({ rail, children }: { rail: ReactNode; children: ReactNode }) {
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-4 lg:grid-cols-[minmax(0,1fr)_var(--rail-w)]">
      <div className="grid min-w-0 gap-4">{children}</div>
      <div className="grid min-w-0 gap-4">{rail}</div>
    </div>
  );
}
