'use client';

import { formatDuration, type LoopFigures, type ProcessItem } from '../../lib/shared';
import { Panel } from '../ui/layout/panel';
import { StateLabel } from '../ui/state/state-label';
import type { Column } from '../ui/table/column';
import { Table } from '../ui/table/table';
import { isHeard } from './is-heard';

type Loop = LoopFigures & { pid: number };

const DOES: Readonly<Record<string, string>> = {
  rollup: 'adds calls to minutes, hours and days',
  detect: 'looks for attacks',
  evaluate: 'evaluates metric rules',
  deliver: 'sends messages',
  resolve: 'resolves incidents that have gone quiet',
  partitions: 'makes the tables of the next days',
  retention: 'drops what is past its retention',
  erase: 'erases consumers, accounts and projects',
  quotas: 'tells when a quota is nearly used up',
  stalled: 'ends what stopped processes hold',
  'leases-detect': 'shares projects between workers, for detection',
  'leases-evaluate': 'shares projects between workers, for rules',
};

const columns: readonly Column<Loop>[] = [
  { id: 'job', head: 'Loop', phone: 'title', cell: ({ job }) => job },
  { id: 'does', head: 'What it does', grow: true, quiet: true, phone: 'detail', cell: ({ job }) => DOES[job] ?? '' },
  { id: 'pid', head: 'Process', numeric: true, hideBelow: 'lg', cell: ({ pid }) => pid },
  {
    id: 'pass',
    head: 'Last ended well',
    numeric: true,
    phone: 'unit',
    cell: ({ passAgeSeconds }) => `${formatDuration(passAgeSeconds * 1_000)} ago`,
  },
  { id: 'state', head: 'State', phone: 'value', cell: ({ failures }) => <LoopState failures={failures} /> },
];

function LoopState({ failures }: { failures: number }) {
  if (failures > 0) return <StateLabel state="failed">{failures} failed in a row</StateLabel>;
  return (
    <StateLabel state="healthy" muted>
      Well
    </StateLabel>
  );
}

/** What each worker that is heard does over and over, as it said last. */
export function LoopsPanel({ processes }: { processes: readonly ProcessItem[] }) {
  const loops = processes
    .filter(isHeard)
    .flatMap(({ pid, figures }) => (figures?.loops ?? []).map((loop) => ({ ...loop, pid })));
  if (loops.length === 0) return null;
  return (
    <Panel title="Loops of the worker" note="when it was last heard" divided flush>
      <Table label="Loops of the worker" columns={columns} rows={loops} rowKey={({ pid, job }) => `${pid} ${job}`} />
    </Panel>
  );
}
