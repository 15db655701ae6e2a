/** Why a call is not taken; the text never repeats what was sent. */
export interface Problem {
  readonly code: string;
  readonly message: string;
}

export const problem = (code: string, message: string): Problem => ({ code, message });

export const PROBLEM = {
  call: problem('invalid_call', 'a call must be an object'),
  time: problem('invalid_time', 'startedAt or finishedAt must be ISO 8601 with an offset, or epoch milliseconds'),
  seconds: problem('invalid_time', 'a number is milliseconds since the epoch, and this one looks like seconds'),
  tooOld: problem('too_old', 'the call finished before the time that calls are kept for'),
  tooManyDays: problem('too_many_days', "the project's archives have calls on as many days as they may"),
  inFuture: problem('in_future', 'the call finished more than 10 minutes from now'),
  method: problem('invalid_method', 'method must be an HTTP method'),
  noRoute: problem('invalid_route', 'route or path is needed, and must begin with a slash'),
  status: problem('invalid_status', 'status must be a whole number from 100 to 599'),
  duration: problem('invalid_duration', 'the duration must be a number'),
  negativeDuration: problem('negative_duration', 'the duration must not be negative'),
  bytes: problem('invalid_bytes', 'sizes must be whole numbers of bytes, 0 or more'),
  address: problem('invalid_address', 'the address must be an IPv4 or IPv6 address'),
  login: problem('invalid_login_outcome', 'loginOutcome must be success, failure or unknown'),
  environment: problem('unknown_environment', 'the project has no environment of this name'),
  marks: problem('invalid_marks', 'marks must be a whole number, 0 or more'),
  contentType: problem('invalid_content_type', 'contentType must be a text, or in columns a number from 0 to 7'),
  retryAfter: problem('invalid_retry_after', 'retryAfter must be a number of seconds'),
  hash: problem('invalid_account', 'an account must be 32 hexadecimal digits'),
  trace: problem('invalid_trace', 'a trace id must be 32 hexadecimal digits'),
  index: problem('invalid_index', 'a column points outside its dictionary'),
} as const;

/** Can a row of the database hold the number? */
export const INT_MAX = 2_147_483_647;
