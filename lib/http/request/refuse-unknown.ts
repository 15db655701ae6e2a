import { z } from 'zod';
import { limitParam } from '../../access';
import { AppError } from '../../shared';

/** Says which organization is meant on paths that name no project. */
const ALWAYS_KNOWN = ['organizationId'];

/** What every read takes. One that answers all at once, or what belongs to no environment, checks their form and no more. */
const COMMON = z.object({
  limit: limitParam(1),
  cursor: z.string('must be given once').optional(),
  environment: z.string('must be given once').max(80).optional(),
});

/** Names of what a schema reads, in any of its forms; null for one that takes every name or is no object. */
function namesOf(schema: z.core.$ZodType): ReadonlySet<string> | null {
  if (schema instanceof z.ZodPipe) return namesOf(schema.in);
  if (schema instanceof z.ZodUnion) {
    const all = schema.options.map(namesOf);
    return all.includes(null) ? null : new Set(all.flatMap((names) => [...(names ?? [])]));
  }
  if (!(schema instanceof z.ZodObject) || schema.def.catchall) return null;
  return new Set([...Object.keys(schema.shape), ...ALWAYS_KNOWN]);
}

type Query = Readonly<Record<string, unknown>>;

function refuseUnknown(schema: z.ZodType, given: Query, fault: string): void {
  const known = namesOf(schema);
  const unknown = Object.keys(given).filter((name) => known !== null && !known.has(name));
  const [field] = unknown;
  if (field === undefined) return;
  throw new AppError('invalid', `${field}: ${fault}`, {
    field,
    fields: Object.fromEntries(unknown.map((name) => [name, fault])),
  });
}

/**
 * Throws `invalid` for parameters of a query that a stream does not know: a filter that is misspelt would answer with what it was
 * to leave out.
 */
export const refuseUnknownQuery = (schema: z.ZodType, query: Query): void =>
  refuseUnknown(schema, query, 'is no parameter of this request');

/** The same for fields of a body: a policy whose `endpoint` is misspelt would be one of the whole project. */
export const refuseUnknownFields = (schema: z.ZodType, body: Query): void =>
  refuseUnknown(schema, body, 'is no field of this request');

/** As `refuseUnknownQuery`, for reads: all of them take `limit`, `cursor` and `environment`. */
export function refuseUnknownReadQuery(schema: z.ZodType, query: Query): void {
  const known = namesOf(schema);
  const isCommon = (name: string) => Object.hasOwn(COMMON.shape, name) && known !== null && !known.has(name);
  const [common, others] = [true, false].map((wanted) =>
    Object.fromEntries(Object.entries(query).filter(([name]) => isCommon(name) === wanted)),
  );
  refuseUnknownQuery(schema, others ?? {});
  COMMON.parse(common);
}
