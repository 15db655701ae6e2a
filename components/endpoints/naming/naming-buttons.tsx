'use client';

import { countOf, isOther } from '../../../lib/shared';
import { Button } from '../../ui/control/button';
import type { NamedEndpoint, NamingTask } from './naming-task';

type NamingButtonsProps = {
  endpoints: readonly NamedEndpoint[];
  onTask: (task: NamingTask) => void;
  onStore: (endpoints: readonly NamedEndpoint[]) => void;
  /** Beside the name of the one endpoint: no count, and room for a finger. */
  alone?: boolean;
};

/** What can be done with the names of the selected endpoints; what has no name is left out. */
export function NamingButtons({ endpoints, onTask, onStore, alone = false }: NamingButtonsProps) {
  const named = endpoints.filter((endpoint) => !isOther(endpoint));
  const stored = named.filter(({ ignoredAt }) => ignoredAt === null);
  const ignored = named.filter(({ ignoredAt }) => ignoredAt !== null);
  const size = alone ? 'touch' : 'sm';
  const count = (list: readonly NamedEndpoint[]): string => (alone ? '' : ` ${countOf(list.length, 'endpoint')}`);
  if (named.length === 0) return <span className="text-ink-3">All other routes have no name of their own.</span>;
  return (
    <>
      <Button size={size} onClick={() => onTask({ kind: 'merge', endpoints: named })}>
        Merge{count(named)}…
      </Button>
      {stored.length > 0 ? (
        <Button size={size} onClick={() => onTask({ kind: 'ignore', endpoints: stored })}>
          Ignore{count(stored)}…
        </Button>
      ) : null}
      {ignored.length > 0 ? (
        <Button size={size} onClick={() => onStore(ignored)}>
          Store{count(ignored)} again
        </Button>
      ) : null}
      {named.length === 1 ? (
        <Button size={size} onClick={() => onTask({ kind: 'rename', endpoints: named })}>
          Rename…
        </Button>
      ) : null}
    </>
  );
}
