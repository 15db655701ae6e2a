import clsx from 'clsx';
import type { ReactNode } from 'react';
import { Button } from '../../ui/control/button';
import { focusAtOnce } from '../../ui/hooks/focus-at-once';
import { useNowAndThen } from '../../ui/hooks/use-now-and-then';

const TOLD_EVERY_MS = 30_000;

type ListBarProps = {
  /** "1,204 calls"; null while they are counted. */
  words: ReactNode;
  /** Shows what came since. */
  refresh?: ReactNode;
  /** "12 new calls", read aloud now and then; "" while there are none. */
  waiting: string;
  /** Begins to follow calls as they come; or ends it. */
  onFollow: () => void;
  following?: boolean;
  /** Takes the place of a tail that was ended, and the focus with it. */
  afterTail?: boolean;
};

/** The head of a list of calls, which stays in view and keeps its height: how many, what is new, live or not. */
export function ListBar({ words, refresh, waiting, onFollow, following = false, afterTail = false }: ListBarProps) {
  const told = useNowAndThen(waiting, TOLD_EVERY_MS);
  return (
    <div
      className={clsx(
        'sticky top-12 z-3 flex min-h-11 items-center gap-x-3 gap-y-1 border-b border-line bg-surface px-4 py-1.5 max-md:top-0',
        following && 'max-md:flex-wrap',
      )}
    >
      <h2 className={clsx('text-13 font-semibold', !following && 'max-md:sr-only')}>
        {following ? 'Live tail' : 'Calls'}
      </h2>
      <span
        className={clsx('min-w-0 text-12 text-ink-3', following ? 'max-md:order-last max-md:basis-full' : 'truncate')}
      >
        {words}
      </span>
      <output className="sr-only">{told}</output>
      <span className="ml-auto flex shrink-0 gap-2">
        {refresh}
        <Button {...(afterTail && { ref: focusAtOnce })} size="tall" onClick={onFollow}>
          {following ? 'End live tail' : 'Live tail'}
        </Button>
      </span>
    </div>
  );
}
