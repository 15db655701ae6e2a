import type { ReactNode } from 'react';
import { SparkBars } from './spark-bars';

type StatusClassRowProps = {
  /** "2xx". */
  name: string;
  count: ReactNode;
  share: ReactNode;
  delta?: ReactNode;
  values: readonly (number | null)[];
  hot?: readonly boolean[];
  /** From this index on steps are not over. */
  openFrom?: number;
};

/** One status class: name, count, share, change, and its bars on their own scale. A table of these shows what one chart would hide. */
export function StatusClassRow({ name, count, share, delta, values, hot, openFrom }: StatusClassRowProps) {
  return (
    <div className="grid h-9 grid-cols-[32px_64px_52px_52px_1fr] items-center gap-x-2">
      <span className="font-medium">{name}</span>
      <span className="text-right">{count}</span>
      <span className="text-right text-12 text-ink-3">{share}</span>
      <span className="text-right text-12">{delta}</span>
      <SparkBars values={values} hot={hot} openFrom={openFrom} />
    </div>
  );
}
