'use client';

import { type FormEvent, type MouseEvent, type ReactNode, useId, useState } from 'react';
import { Button } from '../control/button';
import { Kbd } from '../control/kbd';
import { Input } from '../control/input';
import { useFocusWithin } from '../hooks/use-focus-within';

type ConfirmBoxProps = {
  /** The question with its scope: "Delete the key of production?" */
  question: ReactNode;
  /** Verb and count of the button: "Delete 1 key". */
  confirmLabel: string;
  busyLabel: string;
  busy?: boolean;
  /** What must be typed before the button works; leave out for what can be undone. */
  typeToConfirm?: string;
  onConfirm: () => void;
  onCancel: () => void;
  /** Scope, exceptions, what will happen. */
  children?: ReactNode;
};

/** The second click of a double click may come before it is known that what the first asked for is under way. */
const onlyFirst = (event: MouseEvent): void => {
  if (event.detail > 1) event.preventDefault();
};

/** Confirms in place what cannot be taken back. Focus starts in the first field, esc cancels and returns to the opener. */
export function ConfirmBox(props: ConfirmBoxProps) {
  const { question, confirmLabel, busyLabel, busy = false, typeToConfirm, onConfirm, onCancel, children } = props;
  const [typed, setTyped] = useState('');
  const form = useFocusWithin<HTMLFormElement>(onCancel);
  const fieldId = useId();
  const ready = typeToConfirm === undefined || typed.trim() === typeToConfirm;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (ready && !busy) onConfirm();
  };
  return (
    <form ref={form} onSubmit={submit} className="grid gap-2.5 rounded-2 border border-attack-line bg-attack-soft p-3">
      <p className="font-medium">{question}</p>
      {children ? <div className="text-12 text-ink-2">{children}</div> : null}
      {typeToConfirm === undefined ? null : (
        <div className="flex flex-wrap items-center gap-2">
          <label htmlFor={fieldId}>
            Type <b className="font-semibold">{typeToConfirm}</b> to confirm
          </label>
          <span className="w-36">
            <Input id={fieldId} value={typed} onChange={(event) => setTyped(event.target.value)} autoComplete="off" />
          </span>
        </div>
      )}
      <div className="flex flex-wrap gap-2">
        <Button size="touch" onClick={onCancel}>
          Cancel <Kbd>esc</Kbd>
        </Button>
        <Button
          kind="danger"
          size="touch"
          type="submit"
          busy={busy && busyLabel}
          aria-disabled={!ready || undefined}
          onClick={onlyFirst}
        >
          {confirmLabel}
        </Button>
      </div>
    </form>
  );
}
