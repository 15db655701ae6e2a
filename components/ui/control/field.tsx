'use client';

import { createContext, type ReactNode, useContext, useId, useMemo } from 'react';
import { StateMark } from '../state/state-mark';

type FieldIds = { id: string; describedBy: string | undefined; invalid: boolean };
const FieldContext = createContext<FieldIds | null>(null);

/** Ids that tie a control to its field's label, hint and error; null outside a field. */
export const useField = () => useContext(FieldContext);

type FieldProps = {
  label: ReactNode;
  hint?: ReactNode;
  /** What is wrong and how to mend it, in a few words; from react-hook-form: `errors.name?.message`. */
  error?: string | undefined;
  children: ReactNode;
};

/** Label above, control, then the error at the field (or the hint). */
export function Field({ label, hint, error, children }: FieldProps) {
  const id = useId();
  const noteId = `${id}-note`;
  const note = error ?? hint;
  const ids = useMemo(
    () => ({ id, describedBy: note ? noteId : undefined, invalid: Boolean(error) }),
    [id, noteId, note, error],
  );
  return (
    <div className="grid gap-1">
      <label htmlFor={id} className="text-13 font-medium">
        {label}
      </label>
      <FieldContext value={ids}>{children}</FieldContext>
      {error ? (
        <p id={noteId} role="alert" className="flex items-center gap-1.5 text-12 text-attack">
          <StateMark state="failed" />
          {error}
        </p>
      ) : null}
      {!error && hint ? (
        <p id={noteId} className="text-12 text-ink-3">
          {hint}
        </p>
      ) : null}
    </div>
  );
}

type InlineFieldProps = { label: string; error?: string | undefined; children: ReactNode };

/** A control inside a sentence: its label is not drawn, its error stands right below it. */
export function InlineField({ label, error, children }: InlineFieldProps) {
  const id = useId();
  const errorId = `${id}-error`;
  const ids = useMemo(
    () => ({ id, describedBy: error ? errorId : undefined, invalid: Boolean(error) }),
    [id, errorId, error],
  );
  return (
    <span className="inline-grid max-w-full gap-1 align-baseline">
      <label htmlFor={id} className="sr-only">
        {label}
      </label>
      <FieldContext value={ids}>{children}</FieldContext>
      {error ? (
        <span id={errorId} role="alert" className="flex items-center gap-1.5 text-12 text-attack">
          <StateMark state="failed" />
          {error}
        </span>
      ) : null}
    </span>
  );
}
