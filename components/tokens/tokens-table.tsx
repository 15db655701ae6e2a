'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { revokeToken, tokensQuery, useNow } from '../../lib/client';
import { type ApiTokenItem, formatDate, formatMoment } from '../../lib/shared';
import { FormRefusal } from '../forms/form-refusal';
import { useOrganization } from '../home/organization-provider';
import { Button } from '../ui/control/button';
import { ConfirmBox } from '../ui/overlay/confirm-box';
import { StateLabel } from '../ui/state/state-label';
import type { Column } from '../ui/table/column';
import { Table } from '../ui/table/table';

type ColumnsInput = { now: number; onRevoke: (token: ApiTokenItem) => void };

const columnsOf = ({ now, onRevoke }: ColumnsInput): readonly Column<ApiTokenItem>[] => [
  { id: 'name', head: 'Name', grow: true, phone: 'title', cell: ({ name }) => name },
  { id: 'hint', head: 'Token', phone: 'detail', cell: ({ hint }) => <code className="font-mono text-12">{hint}</code> },
  { id: 'scopes', head: 'Scope', phone: 'note', cell: ({ scopes }) => scopes.join(' and ') },
  { id: 'by', head: 'Created by', hideBelow: 'xl', cell: ({ createdBy }) => createdBy ?? 'command line' },
  { id: 'created', head: 'Created', hideBelow: 'lg', cell: ({ createdAt }) => formatDate(createdAt) },
  {
    id: 'used',
    head: 'Last used, UTC',
    cell: ({ lastUsedAt }) => (lastUsedAt ? formatMoment(lastUsedAt, now, 'minute') : 'never'),
  },
  {
    id: 'expires',
    head: 'Expires',
    hideBelow: 'lg',
    cell: ({ expiresAt }) => (expiresAt ? formatDate(expiresAt) : 'never'),
  },
  {
    id: 'end',
    head: <span className="sr-only">End</span>,
    phone: 'aside',
    cell: (token) => {
      if (token.revokedAt) return <StateLabel state="silenced">Revoked</StateLabel>;
      if (token.expiresAt && Date.parse(token.expiresAt) <= now) {
        return <StateLabel state="silenced">Expired</StateLabel>;
      }
      return (
        <Button size="sm" kind="quiet" onClick={() => onRevoke(token)}>
          Revoke…<span className="sr-only"> {token.name}</span>
        </Button>
      );
    },
  },
];

/** All tokens by their hint; revoked and expired ones stay listed. */
export function TokensTable({ tokens }: { tokens: readonly ApiTokenItem[] }) {
  const { id } = useOrganization();
  const client = useQueryClient();
  const now = useNow(30_000);
  const [ending, setEnding] = useState<ApiTokenItem | null>(null);
  const revoke = useMutation({
    mutationFn: (tokenId: string) => revokeToken(id, tokenId),
    onSuccess: () => {
      setEnding(null);
      return client.invalidateQueries({ queryKey: tokensQuery(id).queryKey });
    },
  });
  return (
    <>
      {ending ? (
        <div className="grid gap-2 border-b border-line p-4">
          <ConfirmBox
            key={ending.id}
            question={`Revoke ${ending.name} (${ending.hint})?`}
            confirmLabel="Revoke 1 token"
            busyLabel="Revoking…"
            busy={revoke.isPending}
            onConfirm={() => revoke.mutate(ending.id)}
            onCancel={() => setEnding(null)}
          >
            Scripts that use it are refused at once. This cannot be taken back.
          </ConfirmBox>
          <FormRefusal message={revoke.error?.message} />
        </div>
      ) : null}
      <Table
        label="API tokens"
        columns={columnsOf({ now, onRevoke: setEnding })}
        rows={tokens}
        rowKey={(token) => token.id}
      />
    </>
  );
}
