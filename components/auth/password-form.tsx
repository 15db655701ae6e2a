'use client';

import { useForm } from 'react-hook-form';
import { signIn } from '../../lib/client';
import type { SignInAnswer } from '../../lib/shared';
import { FormRefusal } from '../forms/form-refusal';
import { submitTo } from '../forms/submit-to';
import { useFirstFocus } from '../forms/use-first-focus';
import { Button } from '../ui/control/button';
import { Field } from '../ui/control/field';
import { Input } from '../ui/control/input';

type PasswordFormProps = {
  /** The address is known already, as on an invitation; else it is asked for. */
  email?: string | undefined;
  /** Why the sign-in begins again. */
  notice: string | null;
  busy: boolean;
  onAnswer: (answer: SignInAnswer) => void;
};

/** The first step of a sign-in: email and password. */
export function PasswordForm({ email = '', notice, busy, onAnswer }: PasswordFormProps) {
  const form = useForm({ defaultValues: { email, password: '' } });
  const { errors, isSubmitting } = form.formState;
  useFirstFocus(form, email ? 'password' : 'email');
  const submit = submitTo(
    form,
    async (values) => {
      onAnswer(await signIn(values));
    },
    () => {
      if (!form.getFieldState('email').invalid) form.setFocus('password', { shouldSelect: true });
    },
  );
  return (
    <form onSubmit={(event) => void submit(event)} noValidate className="grid gap-4">
      <Field label="Email" error={errors.email?.message}>
        <Input
          type="email"
          autoComplete="username"
          readOnly={email !== ''}
          {...form.register('email', { required: 'Enter your email address' })}
        />
      </Field>
      <Field label="Password" error={errors.password?.message}>
        <Input
          type="password"
          autoComplete="current-password"
          {...form.register('password', { required: 'Enter your password' })}
        />
      </Field>
      <FormRefusal message={errors.root?.message ?? notice ?? undefined} />
      <div className="flex">
        <Button kind="ink" type="submit" size="touch" busy={(isSubmitting || busy) && 'Signing in…'}>
          Sign in
        </Button>
      </div>
    </form>
  );
}
