'use client';

import { useState } from 'react';
import type { TwoFactorEnrolment, TwoFactorState } from '../../../lib/shared';
import { Button } from '../../ui/control/button';
import { StateLabel } from '../../ui/state/state-label';
import { ConfirmApp } from './confirm-app';
import { StartEnrolment } from './start-enrolment';

type EnrolTwoFactorProps = {
  state: TwoFactorState;
  onCodes: (recoveryCodes: readonly string[]) => Promise<void>;
};

/** From nothing to an authenticator app: password, then the QR code, then the first code of the app. */
export function EnrolTwoFactor({ state, onCodes }: EnrolTwoFactorProps) {
  const [asking, setAsking] = useState(false);
  const [enrolment, setEnrolment] = useState<TwoFactorEnrolment | null>(null);
  const cancel = () => {
    setAsking(false);
    setEnrolment(null);
  };
  if (enrolment) return <ConfirmApp enrolment={enrolment} onCodes={onCodes} onCancel={cancel} />;
  if (asking) return <StartEnrolment onEnrolment={setEnrolment} onCancel={cancel} />;
  return (
    <div className="grid justify-items-start gap-3">
      <StateLabel state={state.requiredBy.length > 0 ? 'degraded' : 'silenced'}>Off</StateLabel>
      <p className="text-ink-2">
        With it a stolen password is not enough: each sign-in also asks for a code that only your phone knows. Any
        authenticator app will do.
      </p>
      {state.requiredBy.length > 0 ? <p>Required by {state.requiredBy.join(', ')}.</p> : null}
      <Button kind="ink" size="tall" onClick={() => setAsking(true)}>
        Set up
      </Button>
    </div>
  );
}
