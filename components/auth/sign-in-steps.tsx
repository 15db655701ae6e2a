'use client';

import { useState } from 'react';
import type { SignInAnswer } from '../../lib/shared';
import { TextLink } from '../ui/data/text-link';
import { CodeForm } from './code-form';
import { PasswordForm } from './password-form';

type SignInStepsProps = {
  /** The only address that makes sense here; else it is asked for. */
  email?: string;
  /** Runs once the session is there; what follows is the caller's. */
  onSignedIn: () => void;
};

/** Password, then the code of whoever has a second factor. */
export function SignInSteps({ email, onSignedIn }: SignInStepsProps) {
  const [step, setStep] = useState<'password' | 'code'>('password');
  const [notice, setNotice] = useState<string | null>(null);
  const [entering, setEntering] = useState(false);
  const enter = () => {
    setEntering(true);
    onSignedIn();
  };
  const onAnswer = (answer: SignInAnswer) => (answer.secondFactor ? setStep('code') : enter());
  const onOver = (why: string) => {
    setNotice(why);
    setStep('password');
  };
  if (step === 'code') {
    return (
      <>
        <p className="text-ink-2">The password was right. Your account asks for a second factor.</p>
        <CodeForm busy={entering} onSignedIn={enter} onOver={onOver} />
        <p className="text-12 text-ink-3">
          No app and no recovery code any more? Whoever runs this server takes the second factor off with{' '}
          <code className="font-mono">npm run admin -- reset-two-factor</code>.
        </p>
      </>
    );
  }
  return (
    <>
      <PasswordForm email={email} notice={notice} busy={entering} onAnswer={onAnswer} />
      <p className="text-12">
        <TextLink href="/forgotten-password">Forgotten the password?</TextLink>
      </p>
    </>
  );
}
