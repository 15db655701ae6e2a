/** Why a message was not accepted, which decides how long it is tried. */
export type Fault =
  /** Nothing answered, or the receiver asks to come again: the whole schedule. */
  | 'temporary'
  /** The receiver does not want this: tried for 30 minutes. */
  | 'refused'
  /** 410: the receiver does not exist any more; ends, and turns the channel off. */
  | 'gone'
  /** Cannot be sent at all: the channel is off or deleted, or its secret cannot be opened. */
  | 'unsendable';

interface Attempt {
  /** HTTP or SMTP status; null when nothing answered. */
  status: number | null;
  durationMs: number;
  /** First kilobyte of the answer. */
  response: string | null;
}

export interface Accepted extends Attempt {
  accepted: true;
}

export interface Rejected extends Attempt {
  accepted: false;
  error: string;
  fault: Fault;
  /** What the receiver asked for, from a Retry-After. */
  retryAfterMs: number | null;
}

export type Outcome = Accepted | Rejected;

/** A message that was never sent. */
export function unsendable(error: string): Rejected {
  return {
    accepted: false,
    status: null,
    durationMs: 0,
    response: null,
    error,
    fault: 'unsendable',
    retryAfterMs: null,
  };
}

/** Postgres text holds no NUL; one kilobyte is kept. */
export function plainText(text: string, limit = 1_024): string {
  return text.replaceAll('\u0000', '').slice(0, limit);
}
