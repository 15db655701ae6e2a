import { databaseTrouble } from '../calls/database-errors';

/** Prisma's own codes: unreachable, timed out, connection closed, no free connection, transaction not begun in time. */
const PRISMA_DOWN = new Set(['P1001', 'P1002', 'P1008', 'P1017', 'P2024', 'P2028']);
const MAX_CAUSES = 4;

/** Was it the database that did not answer, whether pg or Prisma threw it? Then the answer is 503 and a retry may help. */
export function isUnavailable(error: unknown): boolean {
  let current = error;
  for (let depth = 0; depth < MAX_CAUSES && typeof current === 'object' && current !== null; depth += 1) {
    if (databaseTrouble(current) === 'down' || databaseTrouble({ code: codeInside(current) }) === 'down') return true;
    if ('code' in current && typeof current.code === 'string' && PRISMA_DOWN.has(current.code)) return true;
    current = causeOf(current);
  }
  return false;
}

/** Prisma puts the adapter's error into `meta`, everybody else into `cause`. */
function causeOf(error: object): unknown {
  if ('cause' in error) return error.cause;
  if (!('meta' in error) || typeof error.meta !== 'object' || error.meta === null) return null;
  return 'driverAdapterError' in error.meta ? error.meta.driverAdapterError : null;
}

/** The SQL state, as the adapter keeps it. */
const codeInside = (error: object): unknown => ('originalCode' in error ? error.originalCode : undefined);
