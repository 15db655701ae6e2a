import type { FieldValues, UseFormReturn } from 'react-hook-form';
import { showServerErrors } from './server-errors';

/**
 * The submit handler of a form whose work the server may refuse: a refusal is shown at its fields, then `refused` runs,
 * which may move the focus. What is no Error is thrown on.
 */
export function submitTo<Values extends FieldValues>(
  form: UseFormReturn<Values>,
  work: (values: Values) => Promise<void>,
  refused?: () => void,
) {
  return form.handleSubmit(async (values) => {
    try {
      await work(values);
    } catch (error) {
      if (!(error instanceof Error)) throw error;
      showServerErrors(form, error);
      refused?.();
    }
  });
}
