import { z } from 'zod';

export const projectParam = z.coerce.number().int().positive();

const MAX_LIMIT = 1_000;
const limitFault = `must be a whole number from 1 to ${MAX_LIMIT}`;

/** How many items a list gives at once; `byDefault` when the request does not say. */
export const limitParam = (byDefault: number) =>
  z
    .string()
    .regex(/^\d{1,4}$/, limitFault)
    .transform(Number)
    .refine((limit) => limit >= 1 && limit <= MAX_LIMIT, { error: limitFault })
    .default(byDefault);

/** The place where a page of a list ended, as opaque text that `cursorParam` reads. */
export function writeCursor(place: readonly unknown[]): string {
  return Buffer.from(JSON.stringify(place)).toString('base64url');
}

/** A `nextCursor` that `writeCursor` made of a place of this shape. */
export const cursorParam = <T>(place: z.ZodType<T>) =>
  z.string().transform((text, context): T => {
    const read = place.safeParse(parsed(Buffer.from(text, 'base64url').toString('utf8')));
    if (read.success) return read.data;
    context.addIssue({ code: 'custom', message: 'must be the nextCursor of an earlier answer' });
    return z.NEVER;
  });

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Slug of an environment: what is about another one alone is left out. */
export const environmentParam = z.string().max(80).optional();
