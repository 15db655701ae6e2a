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

/** Names of what a schema reads; null for one that is no object. */
function namesOf(schema: z.ZodType): ReadonlySet<string> | null {
  if (schema instanceof z.ZodPipe) return schema.in instanceof z.ZodType ? namesOf(schema.in) : null;
  return schema instanceof z.ZodObject ? new Set([...Object.keys(schema.shape), ...ALWAYS_KNOWN]) : null;
}

type Query = Readonly<Record<string, unknown>>;

/**
 * Throws `invalid` for parameters of a query that a stream does not know: a filter that is misspelt would answer with what it was
 * to leave out.
 */
export function refuseUnknownQuery(schema: z.ZodType, query: Query): void {
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
