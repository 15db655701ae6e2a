import { z } from 'zod';
import { MISSING_POLICIES, RULE_MEASURES, STATUS_CLASSES } from '../../shared';
import type { MetricDefinition } from '../../shared';

const filters = z.object({
  environment: z.string().exactOptional(),
  endpoint: z.number().exactOptional(),
  consumer: z.string().exactOptional(),
  statusClass: z.enum(STATUS_CLASSES).exactOptional(),
});

const definition: z.ZodType<MetricDefinition> = z.object({
  measure: z.enum(RULE_MEASURES),
  filters,
  windowSeconds: z.number(),
  condition: z.union([z.strictObject({ above: z.number() }), z.strictObject({ below: z.number() })]),
  forSeconds: z.number(),
  keepFiringForSeconds: z.number(),
  missing: z.enum(MISSING_POLICIES),
  minCalls: z.number(),
});

/** Reads the stored definition of a metric rule; null when it is none. */
export function readMetricDefinition(stored: unknown): MetricDefinition | null {
  return definition.safeParse(stored).data ?? null;
}
