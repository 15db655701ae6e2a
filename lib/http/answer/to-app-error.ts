import { z } from 'zod';
import { AppError } from '../../shared';
import { isUnavailable } from '../../storage';

/** The error as the caller may see it; null for one that stays opaque. */
export function toAppError(error: unknown): AppError | null {
  if (error instanceof AppError) return error;
  if (error instanceof z.ZodError) return fromZod(error);
  if (isUnavailable(error)) {
    return new AppError('unavailable', 'the database does not answer: try again', { retryAfterSeconds: 2 });
  }
  return null;
}

function fromZod(error: z.ZodError): AppError {
  const fields: Record<string, string> = {};
  for (const issue of error.issues) {
    const name = issue.path.map(String).join('.');
    if (name && !Object.hasOwn(fields, name)) fields[name] = lowerFirst(issue.message);
  }
  const [field] = Object.keys(fields);
  if (field === undefined) return new AppError('invalid', error.issues[0]?.message ?? 'not valid');
  return new AppError('invalid', `${field}: ${fields[field] ?? ''}`, { field, fields });
}

const lowerFirst = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1);
