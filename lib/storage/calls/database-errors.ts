const CONNECTION_ERRORS = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'EHOSTDOWN',
  'ENETUNREACH',
  'ENETDOWN',
  'ECONNABORTED',
  'EADDRNOTAVAIL', // no local port is free
]);
/** Shut-down and start-up, recovery, full disk, out of memory, too many connections, read-only, idle transaction ended. */
const DOWN_STATES = new Set(['57P01', '57P02', '57P03', '57P05', '53100', '53200', '53300', '25006', '25P03', '58030']);
const LOCK_NOT_AVAILABLE = '55P03';
const CONTENTION_STATES = new Set(['40001', '40P01', LOCK_NOT_AVAILABLE]);
/** What pg says without a code when a connection breaks or none is to be had. */
const BROKEN =
  /connection (terminated|ended|timeout)|timeout exceeded when trying to connect|client has encountered a connection error|not queryable|cannot use a pool after/i;

export type DatabaseTrouble = 'down' | 'contention' | 'missing_partition' | 'data' | 'other';

/** A socket that is not there; a file that is not there is no trouble of the database. */
const isMissingSocket = (error: unknown): boolean =>
  codeOf(error) === 'ENOENT' && error instanceof Error && 'syscall' in error && error.syscall === 'connect';

function codeOf(error: unknown): string {
  return typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string'
    ? error.code
    : '';
}

/**
 * What a failed statement means to the caller. `down`: nothing is wrong with the data, try later. `contention`: the same
 * transaction will pass when it is run again. `data`: it will fail again.
 */
export function databaseTrouble(error: unknown): DatabaseTrouble {
  const code = codeOf(error);
  const message = error instanceof Error ? error.message : String(error);
  if (DOWN_STATES.has(code) || code.startsWith('08') || CONNECTION_ERRORS.has(code) || isMissingSocket(error))
    return 'down';
  if (CONTENTION_STATES.has(code)) return 'contention';
  if (code === '23514' && message.startsWith('no partition of relation')) return 'missing_partition';
  if (/^(22|23|54)/.test(code)) return 'data';
  return code === '' && BROKEN.test(message) ? 'down' : 'other';
}

/** Did the statement wait too long for what another transaction holds? Contention that may last as long as that does. */
export const isLockTimeout = (error: unknown): boolean => codeOf(error) === LOCK_NOT_AVAILABLE;
