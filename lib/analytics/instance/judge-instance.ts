import {
  countOf,
  formatBytes,
  formatDuration,
  type BacklogFigures,
  type InstanceProblem,
  type InstanceStatusAnswer,
  type ProcessItem,
} from '../../shared';

export type Judged = Pick<InstanceStatusAnswer, 'processes' | 'backlog' | 'disk' | 'backup' | 'at'>;

/** Processes speak every 15 s: one that has said nothing for so long has ended, or hangs. */
export const SILENT_SECONDS = 60;

const LIMITS = {
  rollupSeconds: 60,
  detectorSeconds: 30,
  evaluateSeconds: 180,
  dueSeconds: 300,
  daysAhead: 2,
  loopFailingSeconds: 60,
  /** A start is busy, and says nothing of the work after it. */
  startSeconds: 60,
  eventLoopMs: 500,
  backupDays: 7,
} as const;
const DISK = { low: { bytes: 2e9, ratio: 0.05 }, full: { bytes: 5e8, ratio: 0.01 } } as const;
const DAY_MS = 86_400_000;

const span = (seconds: number): string => formatDuration(seconds * 1_000);
export const isLive = ({ silentSeconds }: ProcessItem): boolean => silentSeconds <= SILENT_SECONDS;

type Level = InstanceProblem['level'];
const problem = (
  level: Level,
  code: InstanceProblem['code'],
  words: [what: string, todo: string],
): InstanceProblem => ({
  code,
  level,
  what: words[0],
  todo: words[1],
});

function rolesMissing(live: readonly ProcessItem[]): InstanceProblem[] {
  const has = (role: string): boolean => live.some(({ roles }) => roles.includes(role));
  const ingest = problem('failing', 'no_ingest', [
    'No process takes calls.',
    'Start one: npm start, or a server with the role ingest. SDKs keep calls in memory until then, and drop what does not fit.',
  ]);
  const worker = problem('failing', 'no_worker', [
    'No worker runs: detection, rules and messages stand still.',
    'The end of worker.log says why it ended. Start one: npm start, or npm run worker beside what runs.',
  ]);
  return [...(has('ingest') ? [] : [ingest]), ...(has('worker') ? [] : [worker])];
}

function ofProcess({ roles, host, pid, startedAt, figures }: ProcessItem, at: string): InstanceProblem[] {
  if (!figures) return [];
  const loops = (figures.loops ?? []).filter(
    ({ failures, passAgeSeconds }) => failures > 0 && passAgeSeconds > LIMITS.loopFailingSeconds,
  );
  const failing = loops.map(({ job, passAgeSeconds }) =>
    problem('failing', 'loop_failing', [
      `The loop ${job} of process ${pid} on ${host} has only failed for ${span(passAgeSeconds)}.`,
      'worker.log says why: look for “job failed”.',
    ]),
  );
  const starting = Date.parse(at) - Date.parse(startedAt) < LIMITS.startSeconds * 1_000;
  if (starting || figures.eventLoopLagMs <= LIMITS.eventLoopMs) return failing;
  const slow = problem('warning', 'process_slow', [
    `Process ${pid} on ${host} (${roles.join(', ')}) is busy: it comes to its work ${formatDuration(figures.eventLoopLagMs)} late.`,
    'It has more to do than one core can. Give pages, ingest and the worker processes of their own, or run more of them.',
  ]);
  return [...failing, slow];
}

type Lag = readonly [code: InstanceProblem['code'], seconds: number, limit: number, what: string, todo: string];

function lagsOf(backlog: BacklogFigures, workers: number): InstanceProblem[] {
  const help =
    workers === 0
      ? 'It passes once a worker runs.'
      : 'The worker fails or does not keep up: worker.log tells; a second worker takes a share of the projects.';
  const lags: Lag[] = [
    [
      'rollup_behind',
      backlog.rollupLagSeconds,
      LIMITS.rollupSeconds,
      `Rollups are ${span(backlog.rollupLagSeconds)} behind. Numbers stay right, but pages take longer.`,
      help,
    ],
    [
      'detector_behind',
      backlog.detectorLagSeconds,
      LIMITS.detectorSeconds,
      `Detectors are ${span(backlog.detectorLagSeconds)} behind: attacks are seen that much later.`,
      help,
    ],
    [
      'evaluate_behind',
      backlog.evaluateLagSeconds,
      LIMITS.evaluateSeconds,
      `Metric rules are ${span(backlog.evaluateLagSeconds)} behind: alerts come that much later.`,
      help,
    ],
    [
      'deliveries_waiting',
      backlog.oldestDueSeconds,
      LIMITS.dueSeconds,
      `A message has waited for ${span(backlog.oldestDueSeconds)} to be sent.`,
      help,
    ],
  ];
  return lags
    .filter(([, seconds, limit]) => seconds > limit)
    .map(([code, , , what, todo]) => problem('failing', code, [what, todo]));
}

function ofDeliveries({ deliveries: { failed } }: BacklogFigures): InstanceProblem[] {
  if (failed === 0) return [];
  return [
    problem('warning', 'deliveries_failed', [
      `${countOf(failed, 'message')} of the last 24 h could not be delivered.`,
      'Deliveries of each project says what the receiver answered. Set the channel right, then resend.',
    ]),
  ];
}

function ofPartitions({ partitionDaysAhead: days }: BacklogFigures): InstanceProblem[] {
  if (days >= LIMITS.daysAhead) return [];
  const what =
    days < 0
      ? 'No table is ready for the calls of today.'
      : `Tables are ready for today and ${countOf(days, 'day')} after it; 7 are usual.`;
  return [
    problem('warning', 'partitions_short', [
      what,
      'The worker makes them every hour: worker.log says what its loop partitions met.',
    ]),
  ];
}

function ofDisk(disk: Judged['disk']): InstanceProblem[] {
  if (!disk) return [];
  const below = ({ bytes, ratio }: { bytes: number; ratio: number }): boolean =>
    disk.freeBytes < bytes || disk.freeBytes < disk.totalBytes * ratio;
  if (!below(DISK.low)) return [];
  return [
    problem(below(DISK.full) ? 'failing' : 'warning', 'disk_low', [
      `${formatBytes(disk.freeBytes)} of ${formatBytes(disk.totalBytes)} are free on the disk of the database.`,
      'Free space, or keep calls for fewer days. On a full disk calls are refused; SDKs keep theirs and send them later.',
    ]),
  ];
}

function ofVersions(live: readonly ProcessItem[]): InstanceProblem[] {
  const versions = [...new Set(live.map(({ version }) => version))].sort();
  if (versions.length < 2) return [];
  return [
    problem('warning', 'versions_differ', [
      `Processes of different versions run: ${versions.join(', ')}.`,
      'Restart those of the older version.',
    ]),
  ];
}

function ofBackup({ backup, at }: Judged): InstanceProblem[] {
  const ageMs = backup ? Date.parse(at) - Date.parse(backup.takenAt) : 0;
  if (ageMs <= LIMITS.backupDays * DAY_MS) return [];
  return [
    problem('warning', 'backup_old', [
      `The last backup is ${formatDuration(ageMs)} old.`,
      'See why it is no longer taken: npm run backup -- FILE, every night.',
    ]),
  ];
}

/** What is wrong with an instance and what to do about it, what does not work now first. */
export function judgeInstance(judged: Judged): InstanceProblem[] {
  const { processes, backlog, disk, at } = judged;
  const live = processes.filter(isLive);
  const workers = live.filter(({ roles }) => roles.includes('worker')).length;
  const found = [
    ...rolesMissing(live),
    ...live.flatMap((process) => ofProcess(process, at)),
    ...lagsOf(backlog, workers),
    ...ofDisk(disk),
    ...ofPartitions(backlog),
    ...ofDeliveries(backlog),
    ...ofVersions(live),
    ...ofBackup(judged),
  ];
  return [...found.filter(({ level }) => level === 'failing'), ...found.filter(({ level }) => level === 'warning')];
}
