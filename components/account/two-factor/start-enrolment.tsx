'use client';

import { useForm } from 'react-hook-form';
import { enrolTwoFactor } from '../../../lib/client';
import type { TwoFactorEnrolment } from '../../../lib/shared';
import { FormRefusal } from '../../forms/form-refusal';
import { submitTo } from '../../forms/submit-to';
import { useFirstFocus } from '../../forms/use-first-focus';
import { Button } from '../../ui/control/button';
import { Field } from '../../ui/control/field';
import { Input } from '../../ui/control/input';

type StartEnrolmentProps = { onEnrolment: (enrolment: TwoFactorEnrolment) => void; onCancel: () => void };

/** The password again, so that nobody at an open screen ties the account to their own phone. */
export function StartEnrolment({ onEnrolment, onCancel }: StartEnrolmentProps) {
  const form = useForm({ defaultValues: { password: '' } });
  const { errors, isSubmitting } = form.formState;
  useFirstFocus(form, 'password');
  const submit = submitTo(form, async (values) => {
    onEnrolment(await enrolTwoFactor(values));
  });
  return (
    <form onSubmit={(event) => void submit(event)} noValidate className="grid gap-4">
      <Field label="Your password" error={errors.password?.message}>
        <Input
          type="password"
          autoComplete="current-password"
          {...form.register('password', { required: 'Enter your password' })}
        />
      </Field>
      <FormRefusal message={errors.root?.message} />
      <div className="flex gap-2">
        <Button kind="ink" type="submit" size="touch" busy={isSubmitting && 'Checking…'}>
          Go on
        </Button>
        <Button size="touch" onClick={onCancel}>
          Cancel
        </Button>
      </div>
    </form>
  );
}
