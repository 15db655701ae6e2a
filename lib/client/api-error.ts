import { AppError, ERROR_STATUS, type ErrorCode, type ErrorDetails } from '../shared';

/** An error answer of the API as the browser holds it: code and message for people, request id for the log. */
export class ApiError extends AppError {
  constructor(
    code: ErrorCode,
    message: string,
    readonly context: { requestId: string | null; details?: ErrorDetails },
  ) {
    super(code, message, context.details);
  }
}

/** Turns a failed answer into an `ApiError`; a body that is not ours (a proxy's page) keeps only the status. */
export async function decodeError(response: Response): Promise<ApiError> {
  const body: unknown = await response.json().catch(() => null);
  const error = isRecord(body) && isRecord(body['error']) ? body['error'] : {};
  const code = isErrorCode(error['code']) ? error['code'] : codeOfStatus(response.status);
  const said = typeof error['message'] === 'string' ? error['message'] : `The server answered ${response.status}.`;
  const requestId = typeof error['requestId'] === 'string' ? error['requestId'] : null;
  const retryAfter = Number(response.headers.get('retry-after') ?? Number.NaN);
  const wait = retryAfter > 0 ? { retryAfterSeconds: retryAfter } : {};
  return new ApiError(code, said, { requestId, details: { ...detailsOf(error), ...wait } });
}

/** Text for "Copy details": what a bug report needs. */
export function errorDetails(error: Error): string {
  const requestId = error instanceof ApiError ? error.context.requestId : null;
  const code = error instanceof AppError ? error.code : error.name;
  return [`code: ${code}`, `message: ${error.message}`, ...(requestId ? [`request: ${requestId}`] : [])].join('\n');
}

function detailsOf(error: Record<string, unknown>): ErrorDetails {
  const fields = isRecord(error['fields']) ? error['fields'] : null;
  const texts = Object.entries(fields ?? {}).filter((entry): entry is [string, string] => typeof entry[1] === 'string');
  return {
    ...(typeof error['field'] === 'string' ? { field: error['field'] } : {}),
    ...(fields ? { fields: Object.fromEntries(texts) } : {}),
  };
}

function codeOfStatus(status: number): ErrorCode {
  return ERROR_CODES.find((code) => ERROR_STATUS[code] === status) ?? 'internal';
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;
const isErrorCode = (value: unknown): value is ErrorCode => typeof value === 'string' && value in ERROR_STATUS;
const ERROR_CODES = Object.keys(ERROR_STATUS).filter(isErrorCode);
