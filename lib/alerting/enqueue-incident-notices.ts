import { randomUUID } from 'node:crypto';
import type { IncidentNotice } from '../shared';
import { findArchiveEnvironments, findEnabledChannels, findIncidentRules, insertOutbox } from '../storage';
import type { Tx } from '../storage';
import { readIncidentRule } from './incident-rule';
import { planIncidentNotices } from './plan-incident-notices';

/**
 * Writes what is to be told of these changes of incidents, inside the transaction that makes them.
 * Archive environments are outside alerting. The same changes again enqueue nothing.
 * After COMMIT, announce the topic `outbox` when `enqueued` > 0.
 */
export async function enqueueIncidentNotices(
  tx: Tx,
  notices: readonly IncidentNotice[],
  now: Date,
): Promise<{ enqueued: number }> {
  if (notices.length === 0) return { enqueued: 0 };
  const projectIds = [...new Set(notices.map((notice) => notice.projectId))];
  const archives = await findArchiveEnvironments(tx, projectIds);
  const rules = await findIncidentRules(tx, projectIds);
  const channels = await findEnabledChannels(tx, projectIds);
  const rows = planIncidentNotices({
    rules: rules.map((rule) => ({ ...rule, definition: readIncidentRule(rule.definition) })),
    channels,
    notices: notices.filter(
      (notice) =>
        !archives.some((one) => one.projectId === notice.projectId && one.environmentId === notice.environmentId),
    ),
    newId: randomUUID,
  });
  return { enqueued: await insertOutbox(tx, rows, now) };
}
