'use client';

import type { ReactNode } from 'react';
import { Button } from '../control/button';
import { useCopy } from '../hooks/use-copy';
import { StateMark } from './state-mark';

type ErrorStateProps = {
  /** What failed, as a sentence. */
  title: ReactNode;
  /** Why, or what helps. */
  children?: ReactNode;
  onRetry: () => void;
  retrying?: boolean;
  /** Text for a bug report: code, message, call id of the failed answer. */
  details: string;
  /** A second way out, such as a shorter range. */
  action?: ReactNode;
  minHeight?: number;
};

/** What failed, Try again, Copy details. */
export function ErrorState({
  title,
  children,
  onRetry,
  retrying = false,
  details,
  action,
  minHeight,
}: ErrorStateProps) {
  const { copied, copy } = useCopy();
  return (
    <div role="alert" className="flex flex-col justify-center gap-1.5 px-4 py-6" style={{ minHeight }}>
      <p className="flex items-center gap-1.5 font-medium text-attack">
        <StateMark state="failed" />
        {title}
      </p>
      {children ? <div className="text-ink-2">{children}</div> : null}
      <div className="mt-1 flex flex-wrap gap-2">
        <Button size="sm" onClick={onRetry} busy={retrying && 'Trying…'}>
          Try again
        </Button>
        {action}
        <Button size="sm" kind="quiet" onClick={() => void copy(details)}>
          {copied ? 'Copied' : 'Copy details'}
        </Button>
      </div>
    </div>
  );
}
