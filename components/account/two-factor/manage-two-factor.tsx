'use client';

import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { renewRecoveryCodes, switchOffTwoFactor } from '../../../lib/client';
import { countOf, formatDate, type TwoFactorState } from '../../../lib/shared';
import { FormRefusal } from '../../forms/form-refusal';
import { useSubmission } from '../../forms/use-submission';
import { Button } from '../../ui/control/button';
import { ConfirmBox } from '../../ui/overlay/confirm-box';
import { StateLabel } from '../../ui/state/state-label';
import { useProven } from '../proof/proof-provider';
import { useTwoFactorChanged } from './use-two-factor-changed';

const FEW_CODES = 3;

type ManageTwoFactorProps = {
  state: TwoFactorState;
  onCodes: (recoveryCodes: readonly string[]) => Promise<void>;
};

/** A second factor that is on: its recovery codes, and how it goes off again. */
export function ManageTwoFactor({ state, onCodes }: ManageTwoFactorProps) {
  const proven = useProven();
  const [sure, setSure] = useState<'renew' | 'off' | null>(null);
  const changed = useTwoFactorChanged();
  const renew = useSubmission({
    send: () => proven(renewRecoveryCodes),
    onDone: ({ recoveryCodes }) => onCodes(recoveryCodes),
  });
  const off = useMutation({ mutationFn: () => proven(switchOffTwoFactor), onSuccess: changed });
  return (
    <div className="grid gap-3">
      <Standing state={state} />
      {sure === 'renew' ? (
        <ConfirmBox
          question="Make new recovery codes?"
          confirmLabel="Make 10 codes"
          busyLabel="Making…"
          busy={renew.underWay}
          onConfirm={() => renew.submit()}
          onCancel={() => setSure(null)}
        >
          The {countOf(state.recoveryCodesLeft, 'code')} that you still have no longer work then.
        </ConfirmBox>
      ) : null}
      {sure === 'off' ? (
        <ConfirmBox
          question="Switch two-factor authentication off?"
          confirmLabel="Switch off"
          busyLabel="Switching off…"
          busy={off.isPending}
          onConfirm={() => off.mutate()}
          onCancel={() => setSure(null)}
        >
          The password alone signs you in then. App and recovery codes no longer work.
        </ConfirmBox>
      ) : null}
      <FormRefusal message={(renew.error ?? off.error)?.message} />
      <Actions state={state} onSure={setSure} />
    </div>
  );
}

function Standing({ state: { enabledAt, recoveryCodesLeft } }: { state: TwoFactorState }) {
  return (
    <>
      <StateLabel state="healthy">{enabledAt ? `On since ${formatDate(enabledAt)}` : 'On'}</StateLabel>
      <p className="text-ink-2">
        Each sign-in asks for a code of your app. {countOf(recoveryCodesLeft, 'recovery code')} left.
      </p>
      {recoveryCodesLeft <= FEW_CODES ? (
        <StateLabel state="degraded">
          {recoveryCodesLeft === 0 ? 'Without the app you cannot sign in' : 'Few are left'}: make new ones.
        </StateLabel>
      ) : null}
    </>
  );
}

function Actions({ state, onSure }: { state: TwoFactorState; onSure: (what: 'renew' | 'off') => void }) {
  const required = state.requiredBy.length > 0 && `Required by ${state.requiredBy.join(', ')}.`;
  return (
    <div className="flex flex-wrap gap-2">
      <Button size="tall" onClick={() => onSure('renew')}>
        New recovery codes…
      </Button>
      <Button size="tall" disabledReason={required} onClick={() => onSure('off')}>
        Switch off…
      </Button>
    </div>
  );
}
