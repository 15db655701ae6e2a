/** Bits of `call.flags`: what makes a call worth finding. A call with flags is in the index of flagged calls. */
export const FLAG = {
  /** Two low bits: login outcome, 0 none, 1 success, 2 failure, 3 unknown. */
  loginMask: 3,
  otp: 4,
  passwordReset: 8,
  suspicious: 16,
  durationClamped: 32,
  /** Refused by a response action of ours: never evidence. */
  enforced: 64,
} as const;

export const LOGIN_OUTCOMES = ['success', 'failure', 'unknown'] as const;
export type LoginOutcome = (typeof LOGIN_OUTCOMES)[number];

/** The login outcome in `flags`; null for a call that is no login attempt. */
export function loginOutcomeOf(flags: number): LoginOutcome | null {
  return LOGIN_OUTCOMES[(flags & FLAG.loginMask) - 1] ?? null;
}

/** Bits of `call.traits`. The four low bits are the index into METHODS. */
export const TRAIT = {
  methodMask: 15,
  contentTypeShift: 4,
  contentTypeMask: 7,
  backfill: 128,
  clockCorrected: 256,
  aborted: 512,
  streaming: 1024,
} as const;

/** Marks that stand in `flags`, and those in `traits`. */
const FLAG_MARKS = ['otp', 'passwordReset', 'enforced', 'durationClamped'] as const;
const TRAIT_MARKS = ['aborted', 'streaming', 'backfill', 'clockCorrected'] as const;

/** What is known of a call beside its figures: what the API said of it, and what became of it on its way. */
export const CALL_MARKS = [...FLAG_MARKS, ...TRAIT_MARKS] as const;
export type CallMark = (typeof CALL_MARKS)[number];

/** The marks in `flags` and `traits`. */
export const callMarksOf = (flags: number, traits: number): CallMark[] => [
  ...FLAG_MARKS.filter((mark) => (flags & FLAG[mark]) !== 0),
  ...TRAIT_MARKS.filter((mark) => (traits & TRAIT[mark]) !== 0),
];

/** The bits of one of the marks. */
export function bitsOfMarks(marks: readonly CallMark[]): { flags: number; traits: number } {
  const sum = (bits: number[]): number => bits.reduce((all, bit) => all | bit, 0);
  return {
    flags: sum(FLAG_MARKS.filter((mark) => marks.includes(mark)).map((mark) => FLAG[mark])),
    traits: sum(TRAIT_MARKS.filter((mark) => marks.includes(mark)).map((mark) => TRAIT[mark])),
  };
}

export const METHODS = [
  'OTHER',
  'GET',
  'HEAD',
  'POST',
  'PUT',
  'DELETE',
  'CONNECT',
  'OPTIONS',
  'TRACE',
  'PATCH',
] as const;
export type Method = (typeof METHODS)[number];

/** Index into METHODS; 0 (`OTHER`) for a method that HTTP does not define. */
export function methodIndex(method: string): number {
  return Math.max(0, (METHODS as readonly string[]).indexOf(method));
}

/** Classes of the Content-Type of a request, by the three bits of traits behind the method; the order of the wire format. */
export const CONTENT_TYPES = ['none', 'json', 'form', 'multipart', 'xml', 'text', 'binary', 'other'] as const;
export type ContentType = (typeof CONTENT_TYPES)[number];

/** The class in `traits`; null for a call without a Content-Type, or whose sender does not tell. */
export function contentTypeIn(traits: number): Exclude<ContentType, 'none'> | null {
  const found = CONTENT_TYPES[(traits >> TRAIT.contentTypeShift) & TRAIT.contentTypeMask];
  return found === undefined || found === 'none' ? null : found;
}

/** Kinds of signal, `signal.kind`. */
export const SIGNAL = { login: 1, unauthorized: 2, notFound: 3, rateLimited: 4, suspicious: 5 } as const;

/** Endpoint ids with a fixed meaning: in rollups 0 is the project's total; 1 is the bucket of everything unnamed. */
export const ENDPOINT = { total: 0, other: 1 } as const;
export const OTHER_ROUTE = '__other__';

/** A call that arrived later than this after it finished is backfill: never an alert, never a notice. */
export const BACKFILL_AFTER_MS = 15 * 60_000;
