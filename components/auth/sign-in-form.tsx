'use client';

import { useQueryClient } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { useForm } from 'react-hook-form';
import { signIn } from '../../lib/client';
import { FormRefusal } from '../forms/form-refusal';
import { showServerErrors } from '../forms/server-errors';
import { useFirstFocus } from '../forms/use-first-focus';
import { Button } from '../ui/control/button';
import { Field } from '../ui/control/field';
import { Input } from '../ui/control/input';

const EMPTY = { email: '', password: '' };

/** Email and password. `next` is a path of this site, checked by the page. */
export function SignInForm({ next }: { next: string }) {
  const router = useRouter();
  const client = useQueryClient();
  const [entering, setEntering] = useState(false);
  const form = useForm({ defaultValues: EMPTY });
  const { errors, isSubmitting } = form.formState;
  useFirstFocus(form, 'email');
  const submit = form.handleSubmit(async (values) => {
    try {
      await signIn(values);
      client.clear(); // nothing of the person before stays on the screen
      setEntering(true);
      router.replace(next);
      router.refresh();
    } catch (error) {
      if (!(error instanceof Error)) throw error;
      showServerErrors(form, error);
      if (!form.getFieldState('email').invalid) form.setFocus('password', { shouldSelect: true });
    }
  });
  return (
    <form onSubmit={(event) => void submit(event)} noValidate className="grid gap-4">
      <Field label="Email" error={errors.email?.message}>
        <Input
          type="email"
          autoComplete="username"
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
      <FormRefusal message={errors.root?.message} />
      <div className="flex">
        <Button kind="ink" type="submit" size="touch" busy={(isSubmitting || entering) && 'Signing in…'}>
          Sign in
        </Button>
      </div>
    </form>
  );
}
