'use client';

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useMemo } from 'react';
import { changeEndpoint, endpointChangesQuery, onceAtATime, separateEndpoints, useNow } from '../../../lib/client';
import type { EndpointChange } from '../../../lib/shared';
import { countOf, endpointName, formatCount, formatMoment, shownPath } from '../../../lib/shared';
import { ReadError } from '../../failures/read-error';
import { FormRefusal } from '../../forms/form-refusal';
import { useProject } from '../../project/project-provider';
import { useMay } from '../../project/use-may';
import { Button } from '../../ui/control/button';
import { Panel } from '../../ui/layout/panel';
import { AsyncView } from '../../ui/state/async-view';
import { EmptyState } from '../../ui/state/empty-state';
import { SkeletonRows } from '../../ui/state/skeleton';
import type { Column } from '../../ui/table/column';
import { Table } from '../../ui/table/table';
import { FoundParameters } from './found-parameters';

const TALL_FROM_ROWS = 20;

/** Endpoints that are merged, renamed or ignored, each with its way back, and what was found in paths. */
export function ChangedEndpointsPanel() {
  const { project } = useProject();
  const result = useQuery(endpointChangesQuery(project.id));
  return (
    <Panel title="Changed endpoints" note="merged, renamed or ignored" divided flush>
      <AsyncView
        result={result}
        loading={<SkeletonRows rows={3} />}
        failing={(error, retry) => <ReadError title="The changes could not be read." onRetry={retry} error={error} />}
        isEmpty={({ endpoints, parameters }) => endpoints.length === 0 && parameters.length === 0}
        empty={
          <EmptyState title="No endpoint was renamed, merged or ignored by hand.">
            Select endpoints in their list to merge, ignore or rename them.
          </EmptyState>
        }
      >
        {({ endpoints, parameters }) => (
          <>
            {parameters.length > 0 ? <FoundParameters parameters={parameters} /> : null}
            {endpoints.length > 0 ? <ChangesTable changes={endpoints} /> : null}
          </>
        )}
      </AsyncView>
    </Panel>
  );
}

function changeWords(change: EndpointChange, now: number): string {
  const { mergedInto, shownAs, ignoredAt } = change;
  if (mergedInto) return `Counts as ${shownPath(mergedInto.name)}`;
  const shown = shownAs === null ? [] : [`shown as ${shownPath(shownAs)}`];
  const ignored = ignoredAt === null ? [] : [`ignored since ${formatMoment(ignoredAt, now, 'minute')} UTC`];
  const words = [...shown, ...ignored].join(', ');
  return words === '' ? 'Stored again' : words.charAt(0).toUpperCase() + words.slice(1);
}

type Undo = (change: EndpointChange) => void;

const columnsOf = (now: number, onUndo: Undo | null): readonly Column<EndpointChange>[] => [
  {
    id: 'endpoint',
    head: 'Endpoint',
    grow: true,
    phone: 'title',
    cell: (change) => <span className="font-mono text-12">{endpointName(change)}</span>,
  },
  { id: 'change', head: 'Change', phone: 'detail', cell: (change) => changeWords(change, now) },
  {
    id: 'ignored',
    head: 'Calls ignored',
    numeric: true,
    phone: 'value',
    cell: ({ ignoredAt, ignoredCalls }) => (ignoredAt || ignoredCalls > 0 ? formatCount(ignoredCalls) : null),
  },
  {
    id: 'last',
    head: 'Last ignored, UTC',
    numeric: true,
    quiet: true,
    hideBelow: 'lg',
    cell: ({ lastIgnoredAt }) => lastIgnoredAt && formatMoment(lastIgnoredAt, now),
  },
  {
    id: 'undo',
    head: <span className="sr-only">Undo</span>,
    phone: 'aside',
    cell: (change) => onUndo && <UndoButton change={change} onUndo={onUndo} />,
  },
];

function UndoButton({ change, onUndo }: { change: EndpointChange; onUndo: Undo }) {
  const { mergedInto, ignoredAt, shownAs } = change;
  const verb = mergedInto ? 'Separate' : ignoredAt ? 'Store again' : shownAs === null ? null : 'Own name';
  return (
    verb && (
      <Button size="sm" kind="quiet" onClick={() => onUndo(change)}>
        {verb}
        <span className="sr-only"> {endpointName(change)}</span>
      </Button>
    )
  );
}

const wayBack =
  (projectId: number) =>
  ({ id, mergedInto, ignoredAt }: EndpointChange): Promise<unknown> => {
    if (mergedInto) return separateEndpoints(projectId, { from: mergedInto.id, endpoints: [id] });
    return changeEndpoint(projectId, { endpointId: id, ...(ignoredAt ? { ignored: false } : { route: null }) });
  };

function ChangesTable({ changes }: { changes: readonly EndpointChange[] }) {
  const { project } = useProject();
  const client = useQueryClient();
  const now = useNow(30_000);
  const may = useMay('project:update');
  const work = useMemo(() => onceAtATime(wayBack(project.id), ({ id }: EndpointChange) => id), [project.id]);
  const undo = useMutation<unknown, Error, EndpointChange>({
    mutationFn: work,
    onSuccess: () => client.invalidateQueries({ queryKey: ['project', project.id] }),
  });
  return (
    <>
      <FormRefusal message={undo.error?.message} />
      <Table
        label="Changed endpoints"
        columns={columnsOf(now, may ? undo.mutate : null)}
        rows={changes}
        rowKey={({ id }) => id}
        foot={countOf(changes.length, 'endpoint')}
        {...(changes.length > TALL_FROM_ROWS && { maxHeight: 480 })}
      />
    </>
  );
}
