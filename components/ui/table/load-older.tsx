import type { ReactNode } from 'react';
import { Button } from '../control/button';

type Pages = { hasNextPage: boolean; isFetchingNextPage: boolean; fetchNextPage: () => unknown };

/** The button for the next page of a list that is read newest first; null when there is none, so that no foot is drawn. */
export const loadOlder = (result: Pages): ReactNode => nextPage(result, 'Load older');

/** The same for a list in another order. */
export const loadMore = (result: Pages): ReactNode => nextPage(result, 'Load more');

function nextPage(result: Pages, words: string): ReactNode {
  if (!result.hasNextPage) return null;
  return (
    <Button size="tall" onClick={() => void result.fetchNextPage()} busy={result.isFetchingNextPage && 'Loading…'}>
      {words}
    </Button>
  );
}
