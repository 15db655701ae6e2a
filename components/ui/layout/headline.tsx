import type { ReactNode } from 'react';

type HeadlineProps = {
  value: ReactNode;
  /** What the number counts; dropped first below 1280 px. */
  words?: ReactNode;
  /** The change, usually a `Delta`. */
  delta?: ReactNode;
  /** "vs 776,130"; dropped second. */
  versus?: ReactNode;
};

/** The 20 px number above a chart with its unit, change and comparison. Wraps between parts, never inside a number. */
export function Headline({ value, words, delta, versus }: HeadlineProps) {
  return (
    <p className="flex flex-wrap items-baseline gap-x-2.5 text-12 text-ink-3 *:whitespace-nowrap">
      <span className="text-20 font-medium text-ink">{value}</span>
      {words ? <span className="max-xl:hidden">{words}</span> : null}
      {delta}
      {versus ? <span className="md:max-xl:hidden">{versus}</span> : null}
    </p>
  );
}
