import type { Socket } from 'node:net';
import { MARK } from '../../wire';
import type { Attempt } from '../call';
import { cleanAddress } from './address';
import type { Seen } from './seen';

/** A request of Node, or what a framework makes of one. */
export type Noted = object & { socket?: object };

interface Connection {
  /** The address at the other end. */
  peer: string | undefined;
  /** Its calls that are being served, in every instance that observes them. */
  open: Seen[];
}

/** What is known of a connection is kept with it: finding the peer, or marking each request, costs microseconds a call. */
const connections = new WeakMap<object, Connection>();

export function connectionOf(socket: Socket): Connection {
  let connection = connections.get(socket);
  if (!connection) {
    connection = { peer: cleanAddress(socket.remoteAddress), open: [] };
    connections.set(socket, connection);
  }
  return connection;
}

/** Bytes that went into a socket so far. The public getter counts what is buffered too, for 6 µs. */
export const writtenTo = (socket: Socket & { _bytesDispatched?: number }): number =>
  socket._bytesDispatched ?? socket.bytesWritten;

/** The calls of a request that are being served. */
export const seenOf = (request: Noted): Seen[] =>
  connections
    .get(request.socket ?? request)
    ?.open.filter((seen) => seen.request === request || seen.given === request) ?? [];

/** Applies a change to what is noted of a call in every instance that observes it; nothing when none does. */
function note(request: Noted, change: Partial<Seen>): void {
  for (const seen of seenOf(request)) Object.assign(seen, change, { marks: seen.marks | (change.marks ?? 0) });
}

/** Notes of the host, the same for every framework. */
export const marks = {
  /** Marks a call as a login attempt, for logins that are not a POST on a usual login route. */
  login: (request: Noted, attempt: Attempt): void => note(request, { attempt }),
  /** Marks a call as the check of a one-time code. */
  otp: (request: Noted, attempt: Attempt): void => note(request, { attempt, marks: MARK.otp }),
  /** Marks a call as a request for a password reset. */
  passwordReset: (request: Noted, attempt: Attempt): void => note(request, { attempt, marks: MARK.passwordReset }),
};

/** Notes the class name of an error; `Error` when the name could carry anything else. */
export function noteError(request: Noted, error: unknown): void {
  note(request, { error: errorName(error) });
}

export function errorName(error: unknown): string {
  const name: unknown = error instanceof Error && error.constructor.name;
  return typeof name === 'string' && /^[A-Z][A-Za-z]{0,63}$/.test(name) ? name : 'Error';
}
