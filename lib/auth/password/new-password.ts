import { z } from 'zod';
import { passwordFault } from './check-password';

/** A new password in a form with other fields, so that its fault is told together with theirs. */
export const newPassword = z.string('must not be empty').superRefine((password, context) => {
  const fault = passwordFault(password);
  if (fault) context.addIssue({ code: 'custom', message: fault });
});
