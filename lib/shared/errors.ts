/** Every error that a caller may see has one of these codes; anything else is opaque outside. */
export const ERROR_STATUS = {
  invalid: 400,
  unauthenticated: 401,
  forbidden: 403,
  /** Password or code must have been given within the last minutes. */
  reauthentication_required: 403,
  /** The organization requires a second factor that the user has not. */
  two_factor_required: 403,
  not_found: 404,
  method_not_allowed: 405,
  conflict: 409,
  too_large: 413,
  unsupported_media_type: 415,
  unprocessable: 422,
  rate_limited: 429,
  internal: 500,
  unavailable: 503,
  timeout: 504,
} as const;

export type ErrorCode = keyof typeof ERROR_STATUS;

export interface ErrorDetails {
  /** Name of the input that is wrong, for forms. */
  field?: string;
  /** Errors of several inputs, by name. */
  fields?: Record<string, string>;
  /** Seconds for a Retry-After header. */
  retryAfterSeconds?: number;
}

/** An error whose message is meant for the caller. Throw it anywhere; the edge maps it once. */
export class AppError extends Error {
  override readonly name = 'AppError';

  constructor(
    readonly code: ErrorCode,
    message: string,
    readonly details: ErrorDetails = {},
  ) {
    super(message);
  }

  get status(): number {
    return ERROR_STATUS[this.code];
  }
}

/** Body of every error answer. */
export interface ErrorBody {
  error: { code: ErrorCode; message: string; requestId: string; field?: string; fields?: Record<string, string> };
}
