'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { keysQuery, revokeKey, useNow } from '../../lib/client';
import type { IngestKeyItem } from '../../lib/shared';
import { formatMoment } from '../../lib/shared';
import { FormRefusal } from '../forms/form-refusal';
import { useProject } from '../project/project-provider';
import { useMay } from '../project/use-may';
import { Button } from '../ui/control/button';
import { ConfirmBox } from '../ui/overlay/confirm-box';
import { StateLabel } from '../ui/state/state-label';
import type { Column } from '../ui/table/column';
import { Table } from '../ui/table/table';

type ColumnsInput = { now: number; onRevoke: ((key: IngestKeyItem) => void) | null };

const columnsOf = ({ now, onRevoke }: ColumnsInput): readonly Column<IngestKeyItem>[] => [
  { id: 'name', head: 'Name', grow: true, phone: 'title', cell: ({ name }) => name },
  { id: 'hint', head: 'Key', phone: 'detail', cell: ({ hint }) => <code className="font-mono text-12">{hint}</code> },
  { id: 'environment', head: 'Environment', phone: 'note', cell: ({ environment }) => environment },
  {
    id: 'created',
    head: 'Created, UTC',
    hideBelow: 'lg',
    cell: ({ createdAt }) => formatMoment(createdAt, now, 'minute'),
  },
  {
    id: 'used',
    head: 'Last used, UTC',
    cell: ({ lastUsedAt }) => (lastUsedAt ? formatMoment(lastUsedAt, now, 'minute') : 'never'),
  },
  {
    id: 'end',
    head: <span className="sr-only">End</span>,
    phone: 'aside',
    cell: (key) => {
      if (key.revokedAt) return <StateLabel state="silenced">Revoked</StateLabel>;
      if (!onRevoke) return <StateLabel state="healthy">Valid</StateLabel>;
      return (
        <Button size="sm" kind="quiet" onClick={() => onRevoke(key)}>
          Revoke…<span className="sr-only"> {key.name}</span>
        </Button>
      );
    },
  },
];

/** All keys by their hint, the newest first; revoked ones stay listed. */
export function KeysTable({ keys }: { keys: readonly IngestKeyItem[] }) {
  const { project } = useProject();
  const client = useQueryClient();
  const now = useNow(30_000);
  const mayRevoke = useMay('key:revoke');
  const [ending, setEnding] = useState<IngestKeyItem | null>(null);
  const revoke = useMutation({
    mutationFn: (keyId: string) => revokeKey(project.id, keyId),
    onSuccess: () => {
      setEnding(null);
      return client.invalidateQueries({ queryKey: keysQuery(project.id).queryKey });
    },
  });
  return (
    <>
      {ending ? (
        <div className="grid gap-2 border-b border-line p-4">
          <ConfirmBox
            key={ending.id}
            question={`Revoke ${ending.name} (${ending.hint}) of ${ending.environment}?`}
            confirmLabel="Revoke 1 key"
            busyLabel="Revoking…"
            busy={revoke.isPending}
            typeToConfirm={ending.name}
            onConfirm={() => revoke.mutate(ending.id)}
            onCancel={() => setEnding(null)}
          >
            What sends with it is refused within seconds. This cannot be taken back.
          </ConfirmBox>
          <FormRefusal message={revoke.error?.message} />
        </div>
      ) : null}
      <Table
        label="Ingest keys, newest first"
        columns={columnsOf({ now, onRevoke: mayRevoke ? setEnding : null })}
        rows={keys}
        rowKey={({ id }) => id}
      />
    </>
  );
}
