/** How a loop of a worker does. */
export interface LoopFigures {
  job: string;
  /** Runs that failed since the last one that did not. */
  failures: number;
  /** Since a run last ended well, or since the loop began. */
  passAgeSeconds: number;
}

/** Connections to the database that a process holds, those that do nothing, those it may open, and statements that wait for one. */
interface PoolFigures {
  open: number;
  idle: number;
  most: number;
  waiting: number;
}

/** What a process says of itself every 15 s. */
export interface ProcessFigures {
  memoryBytes: number;
  /** 99th percentile of how late timers of the process were since its last word. */
  eventLoopLagMs: number;
  connections: PoolFigures;
  /** Of a process that takes calls: those that only calls that come in use. */
  ingestConnections?: PoolFigures;
  /** Of a process that takes calls. */
  ingest?: { callsPerMinute: number; queuedCalls: number };
  /** Of a worker. */
  loops?: LoopFigures[];
  /** Of the disk that holds the embedded database. */
  disk?: { freeBytes: number; totalBytes: number };
}

export interface ProcessItem {
  id: string;
  roles: string[];
  version: string;
  host: string;
  pid: number;
  startedAt: string;
  /** Seconds since its last word; it speaks every 15. */
  silentSeconds: number;
  /** Null from a version that tells others. */
  figures: ProcessFigures | null;
}

/** Work that waits, by the database's own clock. */
export interface BacklogFigures {
  pendingBlobs: number;
  /** Age of the oldest blob that no rollup holds; 0 when all is folded. */
  rollupLagSeconds: number;
  pendingFlushes: number;
  /** Age of the oldest flush whose signals are not folded; 0 when all are. */
  detectorLagSeconds: number;
  metricRules: number;
  /** Since the end of the last window of the metric rule that is furthest behind; 0 without rules. Up to 65 is usual. */
  evaluateLagSeconds: number;
  deliveries: {
    queued: number;
    retrying: number;
    /** Given up in the last 24 hours. */
    failed: number;
  };
  /** Age of the oldest message that could have gone out; 0 when none waits. */
  oldestDueSeconds: number;
  /** Days after today, without a gap, that calls can be stored for; -1 when not even today's can. */
  partitionDaysAhead: number;
  callPartitions: number;
  databaseBytes: number;
}

export type InstanceProblemCode =
  | 'no_ingest'
  | 'no_worker'
  | 'loop_failing'
  | 'rollup_behind'
  | 'detector_behind'
  | 'evaluate_behind'
  | 'deliveries_waiting'
  | 'deliveries_failed'
  | 'partitions_short'
  | 'disk_low'
  | 'process_slow'
  | 'versions_differ'
  | 'backup_old';

/** Something that is wrong with the instance, with what to do about it, in plain words. */
export interface InstanceProblem {
  code: InstanceProblemCode;
  /** `failing`: something does not work now. `warning`: it will not, or less well. */
  level: 'failing' | 'warning';
  what: string;
  todo: string;
}

/** How the instance does, for those who run it. */
export interface InstanceStatusAnswer {
  at: string;
  version: string;
  /** Since when a process has run without an end, the longest; null when none says that it lives. */
  startedAt: string | null;
  processes: ProcessItem[];
  ingest: {
    callsPerMinute: number;
    queuedCalls: number;
    /** Calls that SDKs heard in the last 24 hours lost, by their reasons. */
    lost: { reason: string; calls: number }[];
  };
  backlog: BacklogFigures;
  /** Null where the database is not the embedded one. */
  disk: { freeBytes: number; totalBytes: number } | null;
  /** The last one that `npm run backup` completed; null before the first. */
  backup: { takenAt: string; sizeBytes: number } | null;
  /** Worst first; empty when all is well. */
  problems: InstanceProblem[];
}
