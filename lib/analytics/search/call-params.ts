import { z } from 'zod';
import { limitParam } from '../../access';
import { canonicalAddress } from '../../shared';
import type { CallCursor } from '../../storage';
import { idParam, nameParam, rangeParams } from '../range/params';

const DEFAULT_LIMIT = 50;
const US_PER_MS = 1_000;
/** Below every id: a cursor with it stands before all calls of its microsecond and after none. */
const LOWEST_ID = '-9223372036854775808';

const CURSOR = /^(\d{1,17})_(-?\d{1,19})$/;

export const callCursorParam = z
  .string()
  .regex(CURSOR, 'must be the nextCursor of an earlier answer')
  .transform((text): CallCursor => {
    const [, at = '', id = ''] = CURSOR.exec(text) ?? [];
    return { at, id };
  })
  .refine(({ id }) => BigInt.asIntN(64, BigInt(id)) === BigInt(id), {
    error: 'must be the nextCursor of an earlier answer',
  });

const statusParam = z
  .string()
  .regex(/^([1-5]\d\d|[1-5]xx)$/, 'must be a status such as 404 or a class such as 4xx')
  .transform((text): readonly [number, number] => {
    const status = Number(text.replace('xx', '00'));
    return text.endsWith('xx') ? [status, status + 99] : [status, status];
  });

export const callerParam = z.string().transform((text, context) => {
  const address = canonicalAddress(text);
  if (address !== null) return address;
  context.addIssue({ code: 'custom', message: 'must be an IP address' });
  return z.NEVER;
});

export const callsInput = z.object({
  ...rangeParams,
  status: statusParam.optional(),
  endpoint: idParam.optional(),
  consumer: nameParam.optional(),
  caller: callerParam.optional(),
  limit: limitParam(DEFAULT_LIMIT),
  cursor: callCursorParam.optional(),
});
export type CallsInput = z.output<typeof callsInput>;

/** The place before all calls that finished at this time or later. */
export const cursorBefore = (at: Date): CallCursor => ({ at: String(at.getTime() * US_PER_MS), id: LOWEST_ID });

export const cursorText = ({ at, id }: CallCursor): string => `${at}_${id}`;

/** The millisecond after a cursor's place, no call beyond which is older than the cursor; after none of its microsecond. */
export const endOf = ({ at, id }: CallCursor): Date =>
  new Date(id === LOWEST_ID ? Math.ceil(Number(at) / US_PER_MS) : Math.floor(Number(at) / US_PER_MS) + 1);
