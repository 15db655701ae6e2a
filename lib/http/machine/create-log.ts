import { pino, type Logger } from 'pino';
import { scrub } from './scrub';

const MAX_CAUSES = 4;
const FROM_QUOTE = /["'`][^]*/;
/** Of these errors the message quotes what was sent: PostgreSQL's "invalid text", the parser of JSON. */
const quotesInput = (error: Error, code: unknown): boolean =>
  error instanceof SyntaxError || (typeof code === 'string' && code.startsWith('22'));

const propertyOf = (error: Error, name: string): unknown => Reflect.get(error, name);

/**
 * What is logged of an error: name, message, code, stack, constraint and causes. Its other properties stay out, since drivers put
 * rows, parameters and whole requests into them.
 */
export function describeThrown(thrown: unknown, depth = 0): unknown {
  if (!(thrown instanceof Error)) return typeof thrown === 'string' ? thrown : typeof thrown;
  const code = propertyOf(thrown, 'code');
  const constraint = propertyOf(thrown, 'constraint');
  const message = quotesInput(thrown, code) ? thrown.message.replace(FROM_QUOTE, '…') : thrown.message;
  return {
    type: thrown.name,
    message,
    ...((typeof code === 'string' || typeof code === 'number') && { code }),
    ...(typeof constraint === 'string' && { constraint }),
    stack: thrown.stack?.replace(thrown.message, () => message),
    ...(thrown.cause !== undefined && depth < MAX_CAUSES && { cause: describeThrown(thrown.cause, depth + 1) }),
  };
}

/** Lines of JSON on stderr, written at once: the log of a process. Secrets are kept out whatever a caller passes on. */
export function createLog(name: string): Logger {
  const destination = pino.destination({ fd: 2, sync: true });
  return pino({ name, serializers: { err: describeThrown }, hooks: { streamWrite: scrub } }, destination);
}
