'use client';

import { type ReactNode, useEffect, useRef } from 'react';

/** What stands in the place of a form that has done its work: it takes the focus, so that it is read. */
export function Arrived({ children }: { children: ReactNode }) {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => place.current?.focus(), []);
  return (
    <div ref={place} tabIndex={-1} className="grid gap-3 text-ink-2 outline-none">
      {children}
    </div>
  );
}
