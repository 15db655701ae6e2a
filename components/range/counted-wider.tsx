'use client';

import { usePageState } from '../../lib/client';
import { Banner } from '../ui/state/banner';
import { countedOver } from './counted-over';

type CountedWiderProps = {
  /** "Endpoints". */
  what: string;
  counted: { from: string; to: string };
  now: number;
};

/** Says so where a list counts whole hours or days around the range of the page. */
export function CountedWider({ what, counted, now }: CountedWiderProps) {
  const { range } = usePageState();
  const over = countedOver(counted, range, now);
  if (over === '') return null;
  return (
    <Banner state="neutral" title="Whole hours or days">
      {what} are {over}: minutes so far back are not kept any more.
    </Banner>
  );
}
