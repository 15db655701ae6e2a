'use client';

import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { storageQuery } from '../../lib/client';
import { countOf, formatBytes } from '../../lib/shared';
import type { KeptTier, StorageAnswer, TierItem } from '../../lib/shared';
import { ReadError } from '../failures/read-error';
import { useProject } from '../project/project-provider';
import { useMay } from '../project/use-may';
import { Button } from '../ui/control/button';
import { Panel } from '../ui/layout/panel';
import { AsyncView } from '../ui/state/async-view';
import { SkeletonRows } from '../ui/state/skeleton';
import type { Column } from '../ui/table/column';
import { Table } from '../ui/table/table';
import { StorageForm } from './storage-form';

const NAMES: Readonly<Record<KeptTier, string>> = {
  calls: 'Calls, and callers by day',
  minutes: 'Figures by the minute',
  hours: 'Figures by the hour',
  days: 'Figures by the day',
};

const COLUMNS: readonly Column<TierItem>[] = [
  { id: 'tier', head: 'What', grow: true, phone: 'title', cell: ({ tier }) => NAMES[tier] },
  { id: 'days', head: 'Kept for', numeric: true, phone: 'detail', cell: ({ days }) => countOf(days, 'd', 'd') },
  { id: 'bytes', head: 'On disk', numeric: true, phone: 'value', cell: ({ bytes }) => formatBytes(bytes) },
  {
    id: 'projected',
    head: 'At the present rate',
    numeric: true,
    phone: 'unit',
    cell: ({ projectedBytes, days }) =>
      projectedBytes === null ? 'not known yet' : `${formatBytes(projectedBytes)} at ${countOf(days, 'd', 'd')}`,
  },
];

/** How long the project keeps what, and what that takes on disk. */
export function StoragePanel() {
  const { project } = useProject();
  const may = useMay('project:update');
  const [changing, setChanging] = useState(false);
  const result = useQuery(storageQuery(project.id));
  const change =
    may && !changing && result.data ? (
      <Button size="tall" onClick={() => setChanging(true)}>
        Change…
      </Button>
    ) : null;
  return (
    <Panel title="Storage" note="archives are kept for good" divided flush end={change}>
      <AsyncView
        result={result}
        loading={<SkeletonRows rows={4} />}
        failing={(error, retry) => <ReadError title="The storage could not be read." onRetry={retry} error={error} />}
        isEmpty={() => false}
        empty={null}
      >
        {(storage) => (
          <>
            {changing ? <StorageForm storage={storage} onDone={() => setChanging(false)} /> : null}
            <Table
              label="What is kept, for how long"
              columns={COLUMNS}
              rows={storage.tiers}
              rowKey={({ tier }) => tier}
            />
            <Foot storage={storage} />
          </>
        )}
      </AsyncView>
    </Panel>
  );
}

function Foot({ storage: { shortBytes, databaseBytes } }: { storage: StorageAnswer }) {
  return (
    <p className="border-t border-line px-4 py-2 text-12 text-ink-3">
      {formatBytes(shortBytes)} more for minutes of consumers and hours of callers, kept two days. The whole database of
      this instance takes {formatBytes(databaseBytes)}. Incidents, alerts and messages stay until they are deleted.
    </p>
  );
}
