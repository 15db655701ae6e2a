'use client';

import { useState } from 'react';
import { useForm } from 'react-hook-form';
import { reauthenticate } from '../../../lib/client';
import { CodeInput } from '../../auth/code-input';
import { FormFoot } from '../../forms/form-foot';
import { submitTo } from '../../forms/submit-to';
import { useFirstFocus } from '../../forms/use-first-focus';
import { Button } from '../../ui/control/button';
import { Field } from '../../ui/control/field';
import { Input } from '../../ui/control/input';
import { Dialog } from '../../ui/overlay/dialog';
import { useMe } from '../me-provider';

type ProofDialogProps = { onProven: () => void; onCancel: () => void };

/** Asks again who is there, before a sensitive change goes on. */
export function ProofDialog({ onProven, onCancel }: ProofDialogProps) {
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onCancel()}
      title="Confirm it is you"
      description="This change is a sensitive one. Once confirmed, the next 10 min ask for nothing."
    >
      <ProofForm onProven={onProven} onCancel={onCancel} />
    </Dialog>
  );
}

/** Whoever has a second factor may give a code of it; everybody may give the password. */
function ProofForm({ onProven, onCancel }: ProofDialogProps) {
  const { twoFactor, user } = useMe();
  const [proof, setProof] = useState<'password' | 'code'>(twoFactor.enabled ? 'code' : 'password');
  const form = useForm({ defaultValues: { password: '', code: '' } });
  const { errors, isSubmitting } = form.formState;
  useFirstFocus(form, proof);
  const submit = submitTo(
    form,
    async ({ password, code }) => {
      await reauthenticate(proof === 'code' ? { code } : { password });
      onProven();
    },
    () => {
      form.setFocus(proof, { shouldSelect: true });
    },
  );
  const change = () => {
    form.clearErrors();
    setProof(proof === 'code' ? 'password' : 'code');
  };
  return (
    <form onSubmit={(event) => void submit(event)} noValidate className="grid gap-4">
      <input type="text" autoComplete="username" value={user.email} readOnly hidden />
      {proof === 'code' ? (
        <Field
          key="code"
          label="Code"
          error={errors.code?.message}
          hint="The 6 digits that your authenticator app shows."
        >
          <CodeInput {...form.register('code', { required: 'Enter the 6 digits that the app shows' })} />
        </Field>
      ) : (
        <Field key="password" label="Password" error={errors.password?.message}>
          <Input
            type="password"
            autoComplete="current-password"
            {...form.register('password', { required: 'Enter your password' })}
          />
        </Field>
      )}
      <FormFoot refusal={errors.root?.message} verb="Confirm" busy={isSubmitting && 'Confirming…'} onCancel={onCancel}>
        {twoFactor.enabled ? (
          <Button kind="quiet" size="touch" onClick={change}>
            {proof === 'code' ? 'Use the password' : 'Use a code'}
          </Button>
        ) : null}
      </FormFoot>
    </form>
  );
}
