import type { FieldValues, Path, UseFormReturn } from 'react-hook-form';
import { AppError } from '../../lib/shared';

const sentence = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** Puts what the server refused at the fields it names; what names none of them stands above the button (`root`). */
export function showServerErrors<Values extends FieldValues>(form: UseFormReturn<Values>, error: Error): void {
  const values = form.getValues();
  const isField = (name: string): name is Path<Values> => name in values;
  const details = error instanceof AppError ? error.details : {};
  const fields = details.fields ?? (details.field ? { [details.field]: error.message } : {});
  const known = Object.keys(fields).filter(isField);
  known.forEach((name, index) => {
    form.setError(name, { message: sentence(fields[name] ?? '') }, { shouldFocus: index === 0 });
  });
  if (known.length === 0) form.setError('root', { message: refusalWords(error) });
}

/** What the server refused in a sentence, without the name that the API has for the field. */
export function refusalWords(error: Error): string {
  const { field, retryAfterSeconds } = error instanceof AppError ? error.details : {};
  const plain = field && error.message.startsWith(`${field}: `) ? error.message.slice(field.length + 2) : error.message;
  const said = sentence(plain).replace(/([^.])$/, '$1.');
  return retryAfterSeconds === undefined ? said : `Too many attempts. Try again in ${waitWords(retryAfterSeconds)}.`;
}

const waitWords = (seconds: number): string => (seconds < 90 ? `${seconds} s` : `${Math.ceil(seconds / 60)} min`);
