import {
  countOf,
  formatBytes,
  formatCount,
  formatDate,
  formatDuration,
  formatRatio,
  formatTime,
  type InstanceStatusAnswer,
} from '../../lib/shared';
import { Figures, type Figure } from '../ui/layout/figures';
import { Panel } from '../ui/layout/panel';

type Props = { status: InstanceStatusAnswer };

const behind = (seconds: number): string => (seconds === 0 ? 'None' : formatDuration(seconds * 1_000));

function lostNote(lost: InstanceStatusAnswer['ingest']['lost']): string {
  if (lost.length === 0) return 'by SDKs heard within 24 h';
  return lost
    .slice(0, 3)
    .map(({ reason, calls }) => `${reason.replaceAll('_', ' ')} ${formatCount(calls)}`)
    .join(', ');
}

function callFigures({ status: { ingest } }: Props): Figure[] {
  const lost = ingest.lost.reduce((sum, { calls }) => sum + calls, 0);
  return [
    { label: 'Calls stored', value: `${formatCount(ingest.callsPerMinute)}/min`, note: 'over the last 15 s' },
    { label: 'Waiting to be stored', value: countOf(ingest.queuedCalls, 'call'), note: 'not acknowledged yet' },
    { label: 'Lost', value: countOf(lost, 'call'), note: lostNote(ingest.lost) },
  ];
}

function lagFigures({ status: { backlog } }: Props): Figure[] {
  const { deliveries, metricRules } = backlog;
  const rules = metricRules === 0 ? 'no rule is on' : `${countOf(metricRules, 'rule')}, each minute`;
  return [
    {
      label: 'Rollups behind',
      value: behind(backlog.rollupLagSeconds),
      note: `${countOf(backlog.pendingBlobs, 'blob')} waiting`,
    },
    {
      label: 'Detectors behind',
      value: behind(backlog.detectorLagSeconds),
      note: `${countOf(backlog.pendingFlushes, 'flush', 'flushes')} waiting`,
    },
    {
      label: 'Rules evaluated',
      value: metricRules === 0 ? 'None' : `${behind(backlog.evaluateLagSeconds)} ago`,
      note: rules,
    },
    {
      label: 'Messages waiting',
      value: formatCount(deliveries.queued + deliveries.retrying),
      note:
        backlog.oldestDueSeconds > 0
          ? `the oldest for ${behind(backlog.oldestDueSeconds)}`
          : `${formatCount(deliveries.retrying)} to be tried again`,
    },
    { label: 'Messages failed', value: formatCount(deliveries.failed), note: 'in the last 24 h' },
  ];
}

function storageFigures({ status: { backlog, disk, backup } }: Props): Figure[] {
  const free: Figure[] = disk
    ? [
        {
          label: 'Free on its disk',
          value: formatBytes(disk.freeBytes),
          note: `${formatRatio(disk.freeBytes / disk.totalBytes, 0)} of ${formatBytes(disk.totalBytes)}`,
        },
      ]
    : [];
  const saved: Figure = backup
    ? {
        label: 'Last backup',
        value: formatBytes(backup.sizeBytes),
        note: `${formatDate(backup.takenAt)}, ${formatTime(backup.takenAt)} UTC`,
      }
    : { label: 'Last backup', value: 'None yet', note: 'npm run backup -- FILE' };
  const ahead = backlog.partitionDaysAhead;
  return [
    { label: 'Database', value: formatBytes(backlog.databaseBytes), note: disk ? 'embedded' : 'your own PostgreSQL' },
    ...free,
    {
      label: 'Tables of calls',
      value: countOf(backlog.callPartitions, 'day'),
      note: ahead < 0 ? 'today has no table yet' : `${formatCount(ahead)} of them ahead`,
    },
    ...(disk || backup ? [saved] : []),
  ];
}

/** Calls, what is behind, storage: three rows of figures, each read from the database or told by a process. */
export function StatusFigures(props: Props) {
  return (
    <>
      <Panel title="Calls" divided flush>
        <Figures label="Calls" figures={callFigures(props)} />
      </Panel>
      <Panel title="Work behind" note="by the clock of the database" divided flush>
        <Figures label="Work behind" figures={lagFigures(props)} />
      </Panel>
      <Panel title="Storage" divided flush>
        <Figures label="Storage" figures={storageFigures(props)} />
      </Panel>
    </>
  );
}
