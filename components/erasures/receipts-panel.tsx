'use client';

import { useQuery } from '@tanstack/react-query';
import { organizationErasuresQuery } from '../../lib/client';
import { ReadError } from '../failures/read-error';
import { useOrganization } from '../home/organization-provider';
import { Panel } from '../ui/layout/panel';
import { AsyncView } from '../ui/state/async-view';
import { EmptyState } from '../ui/state/empty-state';
import { SkeletonRows } from '../ui/state/skeleton';
import { ErasuresTable } from './erasures-table';

/** Receipts of what was erased in the organization; those of deleted projects have no other place. */
export function ReceiptsPanel() {
  const { id } = useOrganization();
  const result = useQuery(organizationErasuresQuery(id));
  return (
    <Panel title="Erasures" note="projects, consumers and accounts" divided flush>
      <AsyncView
        result={result}
        loading={<SkeletonRows rows={3} />}
        failing={(error, retry) => <ReadError title="The erasures could not be read." onRetry={retry} error={error} />}
        isEmpty={({ erasures }) => erasures.length === 0}
        empty={
          <EmptyState title="Nothing was erased yet.">
            Consumers and accounts are erased, and projects deleted, in the settings of a project.
          </EmptyState>
        }
      >
        {({ erasures }) => <ErasuresTable items={erasures} withProject />}
      </AsyncView>
    </Panel>
  );
}
