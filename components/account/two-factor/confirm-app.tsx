'use client';

import { useForm } from 'react-hook-form';
import { confirmTwoFactor } from '../../../lib/client';
import type { TwoFactorEnrolment } from '../../../lib/shared';
import { CodeInput } from '../../auth/code-input';
import { FormRefusal } from '../../forms/form-refusal';
import { submitTo } from '../../forms/submit-to';
import { useFirstFocus } from '../../forms/use-first-focus';
import { Button } from '../../ui/control/button';
import { Field } from '../../ui/control/field';
import { CopyField } from '../../ui/data/copy-field';

type ConfirmAppProps = {
  enrolment: TwoFactorEnrolment;
  onCodes: (recoveryCodes: readonly string[]) => Promise<void>;
  onCancel: () => void;
};

const imageOf = (svg: string): string => `data:image/svg+xml,${encodeURIComponent(svg)}`;

/** The secret as a picture and as text, and the first code of the app, which switches the second factor on. */
export function ConfirmApp({ enrolment: { secret, qrSvg }, onCodes, onCancel }: ConfirmAppProps) {
  const form = useForm({ defaultValues: { code: '' } });
  const { errors, isSubmitting } = form.formState;
  useFirstFocus(form, 'code');
  const submit = submitTo(
    form,
    async (values) => {
      await onCodes((await confirmTwoFactor(values)).recoveryCodes);
    },
    () => {
      form.setFocus('code', { shouldSelect: true });
    },
  );
  return (
    <form onSubmit={(event) => void submit(event)} noValidate className="grid gap-4">
      <div className="grid gap-4 md:grid-cols-[168px_minmax(0,1fr)]">
        {/* apps read dark on light: the picture stays light in the dark theme */}
        <img src={imageOf(qrSvg)} alt="QR code of the secret" width={168} height={168} className="rounded-2 bg-white" />
        <div className="grid content-start gap-3">
          <p>Scan the QR code with your authenticator app, or type the secret into it:</p>
          <CopyField value={secret} label="Secret" />
          <p className="text-12 text-ink-3">By time, 6 digits, every 30 s. It is shown this once.</p>
        </div>
      </div>
      <Field label="Code" error={errors.code?.message} hint="The 6 digits that the app shows now.">
        <CodeInput {...form.register('code', { required: 'Enter the 6 digits that the app shows' })} />
      </Field>
      <FormRefusal message={errors.root?.message} />
      <div className="flex gap-2">
        <Button kind="ink" type="submit" size="touch" busy={isSubmitting && 'Switching on…'}>
          Switch on
        </Button>
        <Button size="touch" onClick={onCancel}>
          Cancel
        </Button>
      </div>
    </form>
  );
}
