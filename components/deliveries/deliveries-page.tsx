'use client';

import { useInfiniteQuery } from '@tanstack/react-query';
import { parseAsString, parseAsStringLiteral, useQueryState } from 'nuqs';
import { deliveriesQuery, useNow } from '../../lib/client';
import type { DeliveryState } from '../../lib/shared';
import { useProject } from '../project/project-provider';
import { usePlace } from '../project/use-place';
import { Button } from '../ui/control/button';
import { ButtonLink } from '../ui/control/button-link';
import { Segmented } from '../ui/control/segmented';
import { PageTitle } from '../ui/layout/page-title';
import { Panel } from '../ui/layout/panel';
import { AsyncView } from '../ui/state/async-view';
import { EmptyState } from '../ui/state/empty-state';
import { ReadError } from '../failures/read-error';
import { SkeletonRows } from '../ui/state/skeleton';
import { loadOlder } from '../ui/table/load-older';
import { DeliveryRow } from './delivery-row';
import { DELIVERY_WORDS } from './delivery-state';

const STATES = ['failed', 'retrying', 'queued', 'sent'] as const;
const CHOICES = [{ value: 'all', label: 'All' }, ...STATES.map((value) => ({ value, label: DELIVERY_WORDS[value] }))];

/** Every message of the project with its tries, newest first. State and the open message are in the URL. */
export function DeliveriesPage() {
  const [state, setState] = useQueryState('state', parseAsStringLiteral(STATES));
  return (
    <>
      <PageTitle note="whatever the time range, newest first">Deliveries</PageTitle>
      <div>
        <Segmented<string>
          label="State"
          options={CHOICES}
          value={state ?? 'all'}
          onChange={(value) => void setState(STATES.find((known) => known === value) ?? null)}
        />
      </div>
      <DeliveryList state={state} onClear={() => void setState(null)} />
    </>
  );
}

function DeliveryList({ state, onClear }: { state: DeliveryState | null; onClear: () => void }) {
  const { project } = useProject();
  const now = useNow(30_000);
  const [opened, setOpened] = useQueryState('delivery', parseAsString);
  const result = useInfiniteQuery(deliveriesQuery(project.id, { state }));
  return (
    <Panel label="Deliveries" flush foot={loadOlder(result)}>
      <AsyncView
        result={result}
        loading={<SkeletonRows rows={6} rowHeight={57} />}
        failing={(error, retry) => (
          <ReadError title="The deliveries could not be read." onRetry={retry} error={error} minHeight={240} />
        )}
        isEmpty={({ pages }) => pages.every(({ deliveries }) => deliveries.length === 0)}
        empty={<NoDeliveries state={state} onClear={onClear} />}
      >
        {({ pages }) => (
          <ul>
            {pages
              .flatMap(({ deliveries }) => deliveries)
              .map((delivery) => (
                <DeliveryRow
                  key={delivery.id}
                  delivery={delivery}
                  now={now}
                  withSubject
                  opened={opened === delivery.id}
                  onToggle={() => void setOpened(opened === delivery.id ? null : delivery.id)}
                />
              ))}
          </ul>
        )}
      </AsyncView>
    </Panel>
  );
}

function NoDeliveries({ state, onClear }: { state: DeliveryState | null; onClear: () => void }) {
  const to = usePlace();
  if (state !== null) {
    return (
      <EmptyState
        minHeight={240}
        title={state === 'failed' ? 'Every message reached its channel.' : 'No message is in this state.'}
        actions={<Button onClick={onClear}>Clear 1 filter</Button>}
      />
    );
  }
  return (
    <EmptyState
      minHeight={240}
      title="Nothing was sent yet."
      actions={<ButtonLink href={to('/channels')}>Test a channel</ButtonLink>}
    >
      A test or the first incident writes the first line. Every try is kept, with its answer.
    </EmptyState>
  );
}
