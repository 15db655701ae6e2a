import { z } from 'zod';
import { projectParam } from '../../access';
import { AppError } from '../../shared';
import { findIncident, type IncidentKey, type IncidentRecord, type Sql } from '../../storage';

export const incidentInput = z.object({
  projectId: projectParam,
  incidentId: z
    .string()
    .regex(/^[1-9]\d{0,8}$/, 'must be the number of an incident')
    .transform(Number),
});
export type IncidentInput = z.infer<typeof incidentInput>;

/** The incident that the request names. Throws `not_found`. */
export async function getRecord(sql: Sql, key: IncidentKey): Promise<IncidentRecord> {
  const record = await findIncident(sql, key);
  if (!record) throw new AppError('not_found', 'no such incident');
  return record;
}
