import { z } from 'zod';
import type { ProcessFigures, ProcessItem } from '../../shared';
import type { ProcessRow } from '../../storage';

const pool = z.object({ open: z.number(), idle: z.number(), most: z.number(), waiting: z.number() });

const figures: z.ZodType<ProcessFigures> = z.object({
  memoryBytes: z.number(),
  eventLoopLagMs: z.number(),
  connections: pool,
  ingestConnections: pool.exactOptional(),
  ingest: z.object({ callsPerMinute: z.number(), queuedCalls: z.number() }).exactOptional(),
  loops: z.array(z.object({ job: z.string(), failures: z.number(), passAgeSeconds: z.number() })).exactOptional(),
  disk: z.object({ freeBytes: z.number(), totalBytes: z.number() }).exactOptional(),
});

/** A process as it told of itself; what a process of another version tells in another way is left out. */
export function toProcessItem(row: ProcessRow): ProcessItem {
  const { id, version, host, pid, silentSeconds } = row;
  const read = figures.safeParse(row.figures);
  return {
    id,
    roles: [...row.roles],
    version,
    host,
    pid,
    startedAt: row.startedAt.toISOString(),
    silentSeconds: Math.round(silentSeconds),
    figures: read.success ? read.data : null,
  };
}
