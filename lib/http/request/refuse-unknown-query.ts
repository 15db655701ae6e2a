import { z } from 'zod';
import { AppError } from '../../shared';

/** Says which organization is meant on paths that name no project. */
const ALWAYS_KNOWN = ['organizationId'];

/** Names of what a schema reads; null for one that is no object. */
function namesOf(schema: z.ZodType): ReadonlySet<string> | null {
  if (schema instanceof z.ZodPipe) return schema.in instanceof z.ZodType ? namesOf(schema.in) : null;
  return schema instanceof z.ZodObject ? new Set([...Object.keys(schema.shape), ...ALWAYS_KNOWN]) : null;
}

/**
 * Throws `invalid` for parameters of a query that a read does not know: a filter that is misspelt would answer with what it was to
 * leave out.
 */
export function refuseUnknownQuery(schema: z.ZodType, query: Readonly<Record<string, unknown>>): void {
  const known = namesOf(schema);
  const unknown = Object.keys(query).filter((name) => known !== null && !known.has(name));
  const [field] = unknown;
  if (field === undefined) return;
  const fault = 'is no parameter of this request';
  throw new AppError('invalid', `${field}: ${fault}`, {
    field,
    fields: Object.fromEntries(unknown.map((name) => [name, fault])),
  });
}
