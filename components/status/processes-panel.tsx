'use client';

import {
  formatBytes,
  formatDuration,
  formatLatency,
  NO_VALUE,
  type InstanceStatusAnswer,
  type ProcessFigures,
  type ProcessItem,
} from '../../lib/shared';
import { Panel } from '../ui/layout/panel';
import { EmptyState } from '../ui/state/empty-state';
import { StateLabel } from '../ui/state/state-label';
import type { Column } from '../ui/table/column';
import { Table } from '../ui/table/table';
import { isHeard } from './is-heard';

const columnsAt = (nowMs: number): readonly Column<ProcessItem>[] => [
  { id: 'roles', head: 'Does', grow: true, phone: 'title', cell: ({ roles }) => roles.join(', ') },
  {
    id: 'place',
    head: 'Process',
    phone: 'detail',
    cell: ({ pid, host }) => (
      <span className="font-mono text-12">
        {pid} on {host}
      </span>
    ),
  },
  { id: 'version', head: 'Version', quiet: true, hideBelow: 'lg', cell: ({ version }) => version },
  {
    id: 'up',
    head: 'Up',
    numeric: true,
    phone: 'unit',
    cell: (process) => upOf(process, nowMs),
  },
  { id: 'memory', head: 'Memory', numeric: true, cell: ({ figures }) => formatBytes(figures?.memoryBytes ?? null) },
  { id: 'lag', head: 'Late by', numeric: true, cell: ({ figures }) => formatLatency(figures?.eventLoopLagMs ?? null) },
  {
    id: 'connections',
    head: 'Connections',
    numeric: true,
    hideUnder: 960,
    cell: ({ figures }) => (figures ? busyOf(figures.connections) : NO_VALUE),
  },
  {
    id: 'ingest',
    head: 'Kept for ingest',
    numeric: true,
    hideUnder: 960,
    cell: ({ figures }) => (figures?.ingestConnections ? busyOf(figures.ingestConnections) : null),
  },
  {
    id: 'figures',
    head: 'Figures',
    phone: 'below',
    phoneOnly: true,
    cell: ({ figures }) => figures && inLine(figures),
  },
  { id: 'seen', head: 'Heard', phone: 'value', cell: ({ silentSeconds }) => <Heard seconds={silentSeconds} /> },
];

/** Until now, or until it was last heard. */
function upOf(process: ProcessItem, nowMs: number): string {
  const lastMs = isHeard(process) ? nowMs : nowMs - process.silentSeconds * 1_000;
  return formatDuration(lastMs - Date.parse(process.startedAt));
}

/** "3 of 8 busy", and how many statements wait for one. */
const busyOf = ({ open, idle, most, waiting }: ProcessFigures['connections']): string =>
  `${open - idle} of ${most} busy${waiting > 0 ? `, ${waiting} waiting` : ''}`;

/** The columns that phones have no room for, in words. Neither pool of connections takes those of the other. */
function inLine({ memoryBytes, eventLoopLagMs, connections, ingestConnections }: ProcessFigures): string {
  const words = [
    `Memory ${formatBytes(memoryBytes)}`,
    `late by ${formatLatency(eventLoopLagMs)}`,
    `connections ${busyOf(connections)}`,
    ...(ingestConnections ? [`kept for ingest ${busyOf(ingestConnections)}`] : []),
  ];
  return words.join(', ');
}

function Heard({ seconds }: { seconds: number }) {
  const ago = `${formatDuration(seconds * 1_000)} ago`;
  return isHeard({ silentSeconds: seconds }) ? (
    <StateLabel state="healthy" muted>
      {ago}
    </StateLabel>
  ) : (
    <StateLabel state="failed">{ago}</StateLabel>
  );
}

/** Every process that said within ten minutes that it lives. */
export function ProcessesPanel({ status: { processes, at } }: { status: InstanceStatusAnswer }) {
  return (
    <Panel
      title="Processes"
      note="each tells of itself every 15 s; late by is how long work waits for its turn"
      divided
      flush
    >
      <Table
        label="Processes"
        columns={columnsAt(Date.parse(at))}
        rows={processes}
        rowKey={({ id }) => id}
        empty={<EmptyState title="No process has said that it lives.">One that starts says so at once.</EmptyState>}
      />
    </Panel>
  );
}
