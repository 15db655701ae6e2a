'use client';

import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { erasuresQuery } from '../../lib/client';
import { ReadError } from '../failures/read-error';
import { useProject } from '../project/project-provider';
import { useMay } from '../project/use-may';
import { Button } from '../ui/control/button';
import { Panel } from '../ui/layout/panel';
import { AsyncView } from '../ui/state/async-view';
import { EmptyState } from '../ui/state/empty-state';
import { SkeletonRows } from '../ui/state/skeleton';
import { DeleteProject } from './delete-project';
import { EraseForm } from './erase-form';
import { ErasuresTable } from './erasures-table';

type Open = 'erase' | 'delete' | null;

/** Erases what belongs to one consumer or account, or the whole project; shows what was. */
export function ErasePanel() {
  const mayErase = useMay('data:erase');
  const mayDelete = useMay('project:delete');
  const [open, setOpen] = useState<Open>(null);
  if (!mayErase) return null;
  const close = () => setOpen(null);
  const buttons = open ? null : (
    <span className="flex flex-wrap gap-2">
      <Button size="tall" onClick={() => setOpen('erase')}>
        Erase…
      </Button>
      {mayDelete ? (
        <Button size="tall" onClick={() => setOpen('delete')}>
          Delete project…
        </Button>
      ) : null}
    </span>
  );
  return (
    <Panel title="Erase" note="a consumer, an account or the project" divided flush end={buttons}>
      {open ? (
        <div className="border-b border-line p-4">
          {open === 'erase' ? <EraseForm onDone={close} /> : <DeleteProject onCancel={close} />}
        </div>
      ) : null}
      <Erased />
    </Panel>
  );
}

function Erased() {
  const { project } = useProject();
  const result = useQuery(erasuresQuery(project.id));
  return (
    <AsyncView
      result={result}
      loading={<SkeletonRows rows={2} />}
      failing={(error, retry) => <ReadError title="The erasures could not be read." onRetry={retry} error={error} />}
      isEmpty={({ erasures }) => erasures.length === 0}
      empty={
        <EmptyState title="Nothing was erased yet.">
          When a customer or a person asks for it, their calls are cut off from their name here.
        </EmptyState>
      }
    >
      {({ erasures }) => <ErasuresTable items={erasures} withProject={false} />}
    </AsyncView>
  );
}
