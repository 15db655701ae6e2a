'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { deleteIgnoreRule, ignoreRulesQuery, turnIgnoreRule, useNow } from '../../../lib/client';
import type { IgnoreRuleItem } from '../../../lib/shared';
import { formatCount, formatMoment } from '../../../lib/shared';
import { FormRefusal } from '../../forms/form-refusal';
import { useProject } from '../../project/project-provider';
import { useMay } from '../../project/use-may';
import { Button } from '../../ui/control/button';
import { Switch } from '../../ui/control/switch';
import { ConfirmBox } from '../../ui/overlay/confirm-box';
import type { Column } from '../../ui/table/column';
import { Table } from '../../ui/table/table';
import { patternWords } from './pattern-words';

type Write = { turn: (rule: IgnoreRuleItem, enabled: boolean) => void; remove: (rule: IgnoreRuleItem) => void };

const columnsOf = (now: number, write: Write | null): readonly Column<IgnoreRuleItem>[] => [
  {
    id: 'calls',
    head: 'Calls',
    grow: true,
    phone: 'title',
    cell: (rule) => <span className="font-mono text-12">{patternWords(rule)}</span>,
  },
  {
    id: 'on',
    head: 'State',
    phone: 'detail',
    cell: (rule) =>
      write ? (
        <Switch
          label={`Ignore ${patternWords(rule)}`}
          checked={rule.enabled}
          onChange={(enabled) => write.turn(rule, enabled)}
        />
      ) : rule.enabled ? (
        'On'
      ) : (
        'Off'
      ),
  },
  {
    id: 'ignored',
    head: 'Ignored so far',
    numeric: true,
    phone: 'value',
    cell: ({ ignoredCalls }) => formatCount(ignoredCalls),
  },
  {
    id: 'last',
    head: 'Last, UTC',
    numeric: true,
    quiet: true,
    hideBelow: 'lg',
    cell: ({ lastIgnoredAt }) => (lastIgnoredAt ? formatMoment(lastIgnoredAt, now) : 'never'),
  },
  {
    id: 'end',
    head: <span className="sr-only">Delete</span>,
    phone: 'aside',
    cell: (rule) =>
      write && (
        <Button size="sm" kind="quiet" onClick={() => write.remove(rule)}>
          Delete…<span className="sr-only"> {patternWords(rule)}</span>
        </Button>
      ),
  },
];

/** Rules of what is ignored, with what each ignored. */
export function IgnoreRulesTable({ rules }: { rules: readonly IgnoreRuleItem[] }) {
  const { project } = useProject();
  const client = useQueryClient();
  const now = useNow(30_000);
  const may = useMay('project:update');
  const [ending, setEnding] = useState<IgnoreRuleItem | null>(null);
  const readAgain = () => client.invalidateQueries({ queryKey: ignoreRulesQuery(project.id).queryKey });
  const turn = useMutation({
    mutationFn: (input: { id: string; enabled: boolean }) => turnIgnoreRule(project.id, input),
    onSettled: readAgain,
  });
  const remove = useMutation({
    mutationFn: (id: string) => deleteIgnoreRule(project.id, id),
    onSuccess: () => {
      setEnding(null);
      return readAgain();
    },
  });
  const write = may
    ? { turn: ({ id }: IgnoreRuleItem, enabled: boolean) => turn.mutate({ id, enabled }), remove: setEnding }
    : null;
  return (
    <>
      {ending ? (
        <div className="grid gap-2 border-b border-line p-4">
          <ConfirmBox
            key={ending.id}
            question={`Delete the rule for ${patternWords(ending)}?`}
            confirmLabel="Delete 1 rule"
            busyLabel="Deleting…"
            busy={remove.isPending}
            onConfirm={() => remove.mutate(ending.id)}
            onCancel={() => setEnding(null)}
          >
            Such calls are stored from then on. Its counter, at {formatCount(ending.ignoredCalls)}, goes with it; what
            it ignored cannot be brought back.
          </ConfirmBox>
          <FormRefusal message={remove.error?.message} />
        </div>
      ) : null}
      <FormRefusal message={turn.error?.message} />
      <Table label="Ignored calls" columns={columnsOf(now, write)} rows={rules} rowKey={({ id }) => id} />
    </>
  );
}
