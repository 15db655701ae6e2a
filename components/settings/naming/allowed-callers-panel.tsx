'use client';

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { allowedCallersQuery, removeAllowedCaller, useNow } from '../../../lib/client';
import type { AllowedCallerItem } from '../../../lib/shared';
import { formatMoment } from '../../../lib/shared';
import { ReadError } from '../../failures/read-error';
import { FormRefusal } from '../../forms/form-refusal';
import { useProject } from '../../project/project-provider';
import { useMay } from '../../project/use-may';
import { Button } from '../../ui/control/button';
import { Panel } from '../../ui/layout/panel';
import { AsyncView } from '../../ui/state/async-view';
import { EmptyState } from '../../ui/state/empty-state';
import { SkeletonRows } from '../../ui/state/skeleton';
import { StateLabel } from '../../ui/state/state-label';
import type { Column } from '../../ui/table/column';
import { Table } from '../../ui/table/table';
import { AllowedCallerForm } from './allowed-caller-form';

/** Callers that detectors say nothing of. */
export function AllowedCallersPanel() {
  const { project } = useProject();
  const may = useMay('project:update');
  const result = useQuery(allowedCallersQuery(project.id));
  const [adding, setAdding] = useState(false);
  const add =
    may && !adding ? (
      <Button size="tall" onClick={() => setAdding(true)}>
        Allow a caller…
      </Button>
    ) : null;
  return (
    <Panel title="Allowed callers" note="counted like others, never an incident" divided flush end={add}>
      {adding ? <AllowedCallerForm onDone={() => setAdding(false)} /> : null}
      <AsyncView
        result={result}
        loading={<SkeletonRows rows={3} />}
        failing={(error, retry) => <ReadError title="The list could not be read." onRetry={retry} error={error} />}
        isEmpty={({ callers }) => callers.length === 0}
        empty={<EmptyState title="No caller is allowed.">Detectors look at everybody.</EmptyState>}
      >
        {({ callers }) => <AllowedTable callers={callers} may={may} />}
      </AsyncView>
    </Panel>
  );
}

type Remove = (caller: AllowedCallerItem) => void;

const columnsOf = (now: number, onRemove: Remove | null): readonly Column<AllowedCallerItem>[] => [
  {
    id: 'network',
    head: 'Caller',
    phone: 'title',
    cell: ({ network }) => <span className="font-mono text-12">{network}</span>,
  },
  { id: 'note', head: 'Note', grow: true, phone: 'note', cell: ({ note }) => note },
  {
    id: 'until',
    head: 'Until, UTC',
    phone: 'detail',
    cell: ({ expiresAt, expired }) => {
      if (expired) return <StateLabel state="silenced">Expired</StateLabel>;
      return expiresAt ? formatMoment(expiresAt, now, 'minute') : 'no end';
    },
  },
  {
    id: 'since',
    head: 'Since, UTC',
    quiet: true,
    hideBelow: 'lg',
    cell: ({ createdAt }) => formatMoment(createdAt, now, 'minute'),
  },
  {
    id: 'end',
    head: <span className="sr-only">Remove</span>,
    phone: 'aside',
    cell: (caller) =>
      onRemove && (
        <Button size="sm" kind="quiet" onClick={() => onRemove(caller)}>
          Remove<span className="sr-only"> {caller.network}</span>
        </Button>
      ),
  },
];

function AllowedTable({ callers, may }: { callers: readonly AllowedCallerItem[]; may: boolean }) {
  const { project } = useProject();
  const client = useQueryClient();
  const now = useNow(30_000);
  const remove = useMutation({
    mutationFn: ({ id }: AllowedCallerItem) => removeAllowedCaller(project.id, id),
    onSuccess: () => client.invalidateQueries({ queryKey: allowedCallersQuery(project.id).queryKey }),
  });
  return (
    <>
      <FormRefusal message={remove.error?.message} />
      <Table
        label="Allowed callers, newest first"
        columns={columnsOf(now, may ? remove.mutate : null)}
        rows={callers}
        rowKey={({ id }) => id}
      />
    </>
  );
}
