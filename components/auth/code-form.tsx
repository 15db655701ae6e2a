'use client';

import { useState } from 'react';
import { useForm } from 'react-hook-form';
import { signInWithCode } from '../../lib/client';
import { AppError } from '../../lib/shared';
import { FormRefusal } from '../forms/form-refusal';
import { showServerErrors } from '../forms/server-errors';
import { useFirstFocus } from '../forms/use-first-focus';
import { Button } from '../ui/control/button';
import { Field } from '../ui/control/field';
import { Input } from '../ui/control/input';
import { CodeInput } from './code-input';

type CodeFormProps = {
  busy: boolean;
  onSignedIn: () => void;
  /** The place that the password held is gone: begin again. */
  onOver: (why: string) => void;
};

const isOver = (error: Error): boolean =>
  error instanceof AppError && error.code === 'unauthenticated' && error.details.field === undefined;

/** The second step of a sign-in: a code of the authenticator app, or a recovery code in its place. */
export function CodeForm({ busy, onSignedIn, onOver }: CodeFormProps) {
  const [factor, setFactor] = useState<'code' | 'recoveryCode'>('code');
  const form = useForm({ defaultValues: { code: '', recoveryCode: '' } });
  const { errors, isSubmitting } = form.formState;
  useFirstFocus(form, factor);
  const submit = form.handleSubmit(async ({ code, recoveryCode }) => {
    try {
      await signInWithCode(factor === 'code' ? { code } : { recoveryCode });
      onSignedIn();
    } catch (error) {
      if (!(error instanceof Error)) throw error;
      if (isOver(error)) return onOver('The sign-in took too long. Begin again with the password.');
      showServerErrors(form, error);
      form.setFocus(factor, { shouldSelect: true });
    }
  });
  const change = (next: typeof factor) => {
    form.clearErrors();
    setFactor(next);
  };
  return (
    <form onSubmit={(event) => void submit(event)} noValidate className="grid gap-4">
      {factor === 'code' ? (
        <Field
          key="code"
          label="Code"
          error={errors.code?.message}
          hint="The 6 digits that your authenticator app shows for Callwatch."
        >
          <CodeInput {...form.register('code', { required: 'Enter the 6 digits that the app shows' })} />
        </Field>
      ) : (
        <Field
          key="recoveryCode"
          label="Recovery code"
          error={errors.recoveryCode?.message}
          hint="One of the ten that you kept, such as k7mzq-2hd9x-wtp4v. Each works once."
        >
          <Input mono autoComplete="off" {...form.register('recoveryCode', { required: 'Enter a recovery code' })} />
        </Field>
      )}
      <FormRefusal message={errors.root?.message} />
      <div className="flex flex-wrap gap-2">
        <Button kind="ink" type="submit" size="touch" busy={(isSubmitting || busy) && 'Signing in…'}>
          Sign in
        </Button>
        <Button kind="quiet" size="touch" onClick={() => change(factor === 'code' ? 'recoveryCode' : 'code')}>
          {factor === 'code' ? 'Use a recovery code' : 'Use the app'}
        </Button>
      </div>
    </form>
  );
}
