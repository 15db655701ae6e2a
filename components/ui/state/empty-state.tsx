import type { ReactNode } from 'react';

type EmptyStateProps = {
  /** A whole sentence that says what is not there. */
  title: ReactNode;
  /** What to know or do next. */
  children?: ReactNode;
  actions?: ReactNode;
  /** At least this tall, so that the panel keeps the height of its filled form. */
  minHeight?: number;
};

/** What stands where nothing is: a sentence, a reason, what to do. */
export function EmptyState({ title, children, actions, minHeight }: EmptyStateProps) {
  return (
    <div className="flex flex-col justify-center gap-1.5 px-4 py-6" style={{ minHeight }}>
      <p className="font-medium">{title}</p>
      {children ? <div className="text-ink-2">{children}</div> : null}
      {actions ? (
        <div data-actions className="mt-1 flex flex-wrap gap-2">
          {actions}
        </div>
      ) : null}
    </div>
  );
}
