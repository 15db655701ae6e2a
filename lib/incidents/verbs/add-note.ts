import type { z } from 'zod';
import type { Context } from '../../access';
import type { IncidentItem } from '../../shared';
import { changeIncident, changeIncidentInput } from './change-incident';

export const addNoteInput = changeIncidentInput.required({ note: true }).refine(({ note }) => note !== '', {
  path: ['note'],
  error: 'must not be empty',
});
export type AddNoteInput = z.infer<typeof addNoteInput>;

/** Keeps a note with the incident, at any time of its life. */
export function addNote(ctx: Context, input: AddNoteInput): Promise<IncidentItem> {
  return changeIncident(ctx, input, { kind: 'note', permission: 'incident:acknowledge', action: 'incident.noted' });
}
