'use client';

import { countOf } from '../../../lib/shared';
import { Button } from '../../ui/control/button';
import { isOther } from '../endpoint-name';
import type { NamedEndpoint, NamingTask } from './naming-task';

type NamingButtonsProps = {
  endpoints: readonly NamedEndpoint[];
  onTask: (task: NamingTask) => void;
  onStore: (endpoints: readonly NamedEndpoint[]) => void;
};

/** What can be done with the names of the selected endpoints; what has no name is left out. */
export function NamingButtons({ endpoints, onTask, onStore }: NamingButtonsProps) {
  const named = endpoints.filter((endpoint) => !isOther(endpoint));
  const stored = named.filter(({ ignoredAt }) => ignoredAt === null);
  const ignored = named.filter(({ ignoredAt }) => ignoredAt !== null);
  if (named.length === 0) return <span className="text-ink-3">All other routes have no name of their own.</span>;
  return (
    <>
      <Button size="sm" onClick={() => onTask({ kind: 'merge', endpoints: named })}>
        Merge {countOf(named.length, 'endpoint')}…
      </Button>
      {stored.length > 0 ? (
        <Button size="sm" onClick={() => onTask({ kind: 'ignore', endpoints: stored })}>
          Ignore {countOf(stored.length, 'endpoint')}…
        </Button>
      ) : null}
      {ignored.length > 0 ? (
        <Button size="sm" onClick={() => onStore(ignored)}>
          Store {countOf(ignored.length, 'endpoint')} again
        </Button>
      ) : null}
      {named.length === 1 ? (
        <Button size="sm" onClick={() => onTask({ kind: 'rename', endpoints: named })}>
          Rename…
        </Button>
      ) : null}
    </>
  );
}
