'use client';

import { useState } from 'react';
import { useForm } from 'react-hook-form';
import { requestPasswordReset } from '../../lib/client';
import { FormRefusal } from '../forms/form-refusal';
import { submitTo } from '../forms/submit-to';
import { useFirstFocus } from '../forms/use-first-focus';
import { Button } from '../ui/control/button';
import { Field } from '../ui/control/field';
import { Input } from '../ui/control/input';
import { Arrived } from './arrived';

/** Asks for a link to a new password. The answer is the same for every address, so it says "if". */
export function ForgottenPasswordForm() {
  const [sentTo, setSentTo] = useState<string | null>(null);
  if (sentTo === null) return <AddressForm onSent={setSentTo} />;
  return (
    <Arrived>
      <p>
        If <b className="font-medium text-ink">{sentTo}</b> has an account here, a mail with a link is on its way. The
        link works once, for 1 h.
      </p>
      <p>Nothing came within minutes? Look among the unwanted mail, or ask for another one.</p>
      <div className="flex">
        <Button size="touch" onClick={() => setSentTo(null)}>
          Ask again
        </Button>
      </div>
    </Arrived>
  );
}

function AddressForm({ onSent }: { onSent: (email: string) => void }) {
  const form = useForm({ defaultValues: { email: '' } });
  const { errors, isSubmitting } = form.formState;
  useFirstFocus(form, 'email');
  const submit = submitTo(form, async (values) => {
    await requestPasswordReset(values);
    onSent(values.email);
  });
  return (
    <form onSubmit={(event) => void submit(event)} noValidate className="grid gap-4">
      <Field label="Email" error={errors.email?.message} hint="A link to a new password is sent there.">
        <Input
          type="email"
          autoComplete="username"
          {...form.register('email', { required: 'Enter your email address' })}
        />
      </Field>
      <FormRefusal message={errors.root?.message} />
      <div className="flex">
        <Button kind="ink" type="submit" size="touch" busy={isSubmitting && 'Sending…'}>
          Send a link
        </Button>
      </div>
    </form>
  );
}
