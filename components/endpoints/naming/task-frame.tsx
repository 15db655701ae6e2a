'use client';

import { type FormEvent, type ReactNode, useState } from 'react';
import { FormRefusal } from '../../forms/form-refusal';
import { refusalWords } from '../../forms/server-errors';
import { Button } from '../../ui/control/button';
import { Kbd } from '../../ui/control/kbd';
import { useFocusWithin } from '../../ui/hooks/use-focus-within';

type TaskFrameProps = {
  question: ReactNode;
  /** What will happen, and what stays. */
  means: ReactNode;
  confirmLabel: string;
  busyLabel: string;
  /** Why it cannot be done as it stands. */
  disabledReason?: string | false;
  onConfirm: () => Promise<void>;
  onCancel: () => void;
  children?: ReactNode;
};

/** A question about names, in place; esc cancels and the focus returns. What the server refuses stands in it. */
export function TaskFrame({ question, means, confirmLabel, busyLabel, ...props }: TaskFrameProps) {
  const { disabledReason = false, onConfirm, onCancel, children } = props;
  const [refusal, setRefusal] = useState<string>();
  const [busy, setBusy] = useState(false);
  const form = useFocusWithin<HTMLFormElement>(onCancel);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (busy || disabledReason !== false) return;
    setBusy(true);
    setRefusal(undefined);
    try {
      await onConfirm();
    } catch (error) {
      setRefusal(error instanceof Error ? refusalWords(error) : 'It was refused.');
      setBusy(false);
    }
  };
  return (
    <form
      ref={form}
      onSubmit={(event) => void submit(event)}
      noValidate
      className="grid gap-2.5 rounded-3 border border-line bg-surface p-4 max-md:-mx-4 max-md:rounded-none max-md:border-x-0"
    >
      <div className="flex flex-wrap items-center gap-x-2 gap-y-1 font-medium">{question}</div>
      {children}
      <p className="max-w-180 text-12 text-ink-2">{means}</p>
      <FormRefusal message={refusal} />
      <div className="flex flex-wrap gap-2">
        <Button kind="ink" size="touch" type="submit" busy={busy && busyLabel} disabledReason={disabledReason}>
          {confirmLabel}
        </Button>
        <Button size="touch" onClick={onCancel}>
          Cancel <Kbd>esc</Kbd>
        </Button>
      </div>
    </form>
  );
}
