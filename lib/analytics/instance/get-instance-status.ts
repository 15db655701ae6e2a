import { z } from 'zod';
import { requireInstanceAdmin } from '../../access';
import type { Context } from '../../access';
import type { InstanceStatusAnswer } from '../../shared';
import { listProcesses, readBacklog, readLastBackup, readLostByReason } from '../../storage';
import { isLive, judgeInstance } from './judge-instance';
import { toProcessItem } from './process-figures';

/** One that ended without a word is shown for so long. */
const SHOWN_SECONDS = 600;

export const instanceStatusInput = z.object({});

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);

/** How the instance does: its processes, what waits, its database, and what is wrong in plain words. For instance admins. */
export async function getInstanceStatus(ctx: Context, { version }: { version: string }): Promise<InstanceStatusAnswer> {
  requireInstanceAdmin(ctx);
  const { storage } = ctx;
  const [rows, backlog, lost, backup] = await Promise.all([
    listProcesses(storage, { withinSeconds: SHOWN_SECONDS }),
    readBacklog(storage),
    readLostByReason(storage),
    readLastBackup(storage),
  ]);
  const processes = rows.map(toProcessItem);
  const live = processes.filter(isLive);
  const ingests = live.flatMap(({ figures }) => figures?.ingest ?? []);
  const disk = live.flatMap(({ figures }) => figures?.disk ?? [])[0] ?? null;
  const at = ctx.now().toISOString();
  return {
    at,
    version,
    startedAt: live[0]?.startedAt ?? null,
    processes,
    ingest: {
      callsPerMinute: sum(ingests.map(({ callsPerMinute }) => callsPerMinute)),
      queuedCalls: sum(ingests.map(({ queuedCalls }) => queuedCalls)),
      lost,
    },
    backlog,
    disk,
    backup,
    problems: judgeInstance({ at, processes, backlog, disk, backup }),
  };
}
