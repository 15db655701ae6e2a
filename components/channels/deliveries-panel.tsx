'use client';

import { useInfiniteQuery } from '@tanstack/react-query';
import { deliveriesQuery, useNow } from '../../lib/client';
import { DeliveryRow } from '../deliveries/delivery-row';
import { useProject } from '../project/project-provider';
import { usePlace } from '../project/use-place';
import { TextLink } from '../ui/data/text-link';
import { Panel } from '../ui/layout/panel';
import { AsyncView } from '../ui/state/async-view';
import { EmptyState } from '../ui/state/empty-state';
import { ReadError } from '../failures/read-error';
import { SkeletonRows } from '../ui/state/skeleton';

const SHOWN = 5;

/** The newest messages, as far as one glance goes; the rest has a page of its own. */
export function DeliveriesPanel() {
  const { project } = useProject();
  const to = usePlace();
  const now = useNow(30_000);
  const result = useInfiniteQuery(deliveriesQuery(project.id, { state: null, limit: SHOWN }));
  return (
    <Panel
      title="Deliveries"
      note={`the newest ${SHOWN}`}
      divided
      flush
      end={<TextLink href={to('/deliveries')}>All deliveries</TextLink>}
    >
      <AsyncView
        result={result}
        loading={<SkeletonRows rows={4} rowHeight={57} />}
        failing={(error, retry) => (
          <ReadError title="The deliveries could not be read." onRetry={retry} error={error} />
        )}
        isEmpty={({ pages }) => pages.every(({ deliveries }) => deliveries.length === 0)}
        empty={
          <EmptyState title="Nothing was sent yet.">
            A test or the first incident writes the first line. Every try is kept, with its answer.
          </EmptyState>
        }
      >
        {({ pages: [newest] }) => (
          <ul>
            {newest?.deliveries.map((delivery) => (
              <DeliveryRow key={delivery.id} delivery={delivery} now={now} withSubject />
            ))}
          </ul>
        )}
      </AsyncView>
    </Panel>
  );
}
