import type { ReactNode } from 'react';
import { Button } from '../control/button';

type Pages = { hasNextPage: boolean; isFetchingNextPage: boolean; fetchNextPage: () => unknown };

/** The button for the next page of a list that is read newest first; null when there is none, so that no foot is drawn. */
export function loadOlder(result: Pages): ReactNode {
  if (!result.hasNextPage) return null;
  return (
    <Button size="sm" onClick={() => void result.fetchNextPage()} busy={result.isFetchingNextPage && 'Loading…'}>
      Load older
    </Button>
  );
}
