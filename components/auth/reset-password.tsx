'use client';

import { useState } from 'react';
import { useForm } from 'react-hook-form';
import { setPasswordByLink } from '../../lib/client';
import { FormRefusal } from '../forms/form-refusal';
import { submitTo } from '../forms/submit-to';
import { useFirstFocus } from '../forms/use-first-focus';
import { Button } from '../ui/control/button';
import { ButtonLink } from '../ui/control/button-link';
import { Field } from '../ui/control/field';
import { Input } from '../ui/control/input';
import { TextLink } from '../ui/data/text-link';
import { SkeletonBlock } from '../ui/state/skeleton';
import { Arrived } from './arrived';
import { useLinkToken } from './use-link-token';

/** A new password by the link of a mail. Nobody is signed in by it. */
export function ResetPassword() {
  const token = useLinkToken();
  const [done, setDone] = useState(false);
  if (done) {
    return (
      <Arrived>
        <p>The new password is set, and all sessions have ended.</p>
        <div className="flex">
          <ButtonLink href="/sign-in" kind="ink" size="touch">
            Sign in
          </ButtonLink>
        </div>
      </Arrived>
    );
  }
  if (token === null) return <SkeletonBlock height={128} />;
  if (token === '') {
    return (
      <p className="text-ink-2">
        This page is opened by the link of a mail. <TextLink href="/forgotten-password">Ask for a mail</TextLink>
      </p>
    );
  }
  return <NewPasswordForm key={token} token={token} onDone={() => setDone(true)} />;
}

function NewPasswordForm({ token, onDone }: { token: string; onDone: () => void }) {
  const form = useForm({ defaultValues: { password: '' } });
  const { errors, isSubmitting } = form.formState;
  useFirstFocus(form, 'password');
  const submit = submitTo(form, async ({ password }) => {
    await setPasswordByLink({ token, password });
    onDone();
  });
  return (
    <form onSubmit={(event) => void submit(event)} noValidate className="grid gap-4">
      <Field label="New password" error={errors.password?.message} hint="At least 12 characters.">
        <Input
          type="password"
          autoComplete="new-password"
          {...form.register('password', { required: 'Enter a new password' })}
        />
      </Field>
      <FormRefusal message={errors.root?.message} />
      <div className="flex">
        <Button kind="ink" type="submit" size="touch" busy={isSubmitting && 'Setting…'}>
          Set the password
        </Button>
      </div>
      <p className="text-12 text-ink-3">
        Is the link used or too old? <TextLink href="/forgotten-password">Ask for another one</TextLink>
      </p>
    </form>
  );
}
