import { AppError } from '../../../lib/shared';
import { capital } from '../rule-words';
import type { Faults } from './draft';

/** What the server refused, by field; what names no field stands at `root`. */
export function faultsOf(error: Error | null): Faults {
  if (error === null) return {};
  const details = error instanceof AppError ? error.details : {};
  const fields = details.fields ?? (details.field ? { [details.field]: error.message } : { root: error.message });
  return Object.fromEntries(Object.entries(fields).map(([field, text]) => [field, capital(text)]));
}
