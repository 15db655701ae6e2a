import { z } from 'zod';
import type { AlertItem } from '../../shared';
import type { AlertRecord } from '../../storage';
import { readMetricDefinition } from '../metric/definition';

const stored = z.object({
  ruleName: z.string(),
  definition: z.unknown(),
  peakValue: z.number().nullable(),
  reason: z.string(),
  late: z.boolean(),
});

/** An alert as the API shows it. */
export function toAlertItem(record: AlertRecord): AlertItem {
  const { ruleName, definition: written, ...data } = stored.parse(record.data);
  const definition = readMetricDefinition(written);
  if (!definition) throw new Error(`the definition of alert ${record.id} cannot be read`);
  return {
    id: record.id,
    ruleId: record.ruleId,
    ruleName,
    group: record.group,
    state: record.state,
    severity: record.severity,
    startedAt: record.startedAt.toISOString(),
    firedAt: record.firedAt?.toISOString() ?? null,
    resolvedAt: record.resolvedAt?.toISOString() ?? null,
    value: record.value,
    acknowledgedBy: record.acknowledgedBy,
    acknowledgedAt: record.acknowledgedAt?.toISOString() ?? null,
    ...data,
    definition,
  };
}
