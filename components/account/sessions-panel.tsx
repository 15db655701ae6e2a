'use client';

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { endOtherSessions, endSession, sessionsQuery, useNow } from '../../lib/client';
import { countOf, formatMoment, NO_VALUE, type SessionItem } from '../../lib/shared';
import { FormRefusal } from '../forms/form-refusal';
import { Button } from '../ui/control/button';
import { Panel } from '../ui/layout/panel';
import { AsyncView } from '../ui/state/async-view';
import { ReadError } from '../failures/read-error';
import { SkeletonRows } from '../ui/state/skeleton';
import { StateLabel } from '../ui/state/state-label';
import type { Column } from '../ui/table/column';
import { Table } from '../ui/table/table';

type ColumnsInput = { now: number; ending: string | undefined; onEnd: (session: SessionItem) => void };

const columnsOf = ({ now, ending, onEnd }: ColumnsInput): readonly Column<SessionItem>[] => [
  { id: 'device', head: 'Device', grow: true, phone: 'title', cell: ({ device }) => device },
  {
    id: 'address',
    head: 'Address',
    phone: 'detail',
    cell: ({ address }) => (address ? <code className="font-mono text-12">{address}</code> : NO_VALUE),
  },
  {
    id: 'created',
    head: 'Signed in, UTC',
    hideBelow: 'lg',
    cell: ({ createdAt }) => formatMoment(createdAt, now, 'minute'),
  },
  {
    id: 'active',
    head: 'Last used, UTC',
    phone: 'note',
    cell: ({ lastActiveAt }) => formatMoment(lastActiveAt, now, 'minute'),
  },
  {
    id: 'end',
    head: <span className="sr-only">End</span>,
    width: '112px',
    phone: 'aside',
    cell: (session) =>
      session.current ? (
        <StateLabel state="healthy">This one</StateLabel>
      ) : (
        <Button size="sm" kind="quiet" busy={ending === session.id && 'Ending…'} onClick={() => onEnd(session)}>
          Sign out<span className="sr-only"> {session.device}</span>
        </Button>
      ),
  },
];

/** Everywhere the person is signed in, and how to end it, at once. */
export function SessionsPanel() {
  const client = useQueryClient();
  const now = useNow(30_000);
  const result = useQuery(sessionsQuery());
  const onSuccess = () => client.invalidateQueries({ queryKey: sessionsQuery().queryKey });
  const one = useMutation({ mutationFn: ({ id }: SessionItem) => endSession(id), onSuccess });
  const others = useMutation({ mutationFn: endOtherSessions, onSuccess });
  const otherCount = (result.data?.sessions.length ?? 1) - 1;
  const ending = one.isPending ? one.variables.id : undefined;
  const refusal = one.error ?? others.error;
  const end =
    otherCount > 0 ? (
      <Button size="tall" busy={others.isPending && 'Ending…'} onClick={() => others.mutate()}>
        Sign out {countOf(otherCount, 'other session')}
      </Button>
    ) : null;
  return (
    <Panel title="Sessions" note="where you are signed in" divided flush end={end}>
      {refusal ? (
        <div className="border-b border-line px-4 py-2.5">
          <FormRefusal message={refusal.message} />
        </div>
      ) : null}
      <AsyncView
        result={result}
        loading={<SkeletonRows rows={2} />}
        failing={(error, retry) => <ReadError title="The sessions could not be read." onRetry={retry} error={error} />}
      >
        {({ sessions }) => (
          <Table
            label="Sessions"
            columns={columnsOf({ now, ending, onEnd: (session) => one.mutate(session) })}
            rows={sessions}
            rowKey={({ id }) => id}
          />
        )}
      </AsyncView>
    </Panel>
  );
}
