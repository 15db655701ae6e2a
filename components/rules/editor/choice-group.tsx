import { type ReactNode, useId } from 'react';
import { StateMark } from '../../ui/state/state-mark';

type ChoiceGroupProps = { label: string; error: string | undefined; children: ReactNode };

/** Several boxes under one name, with the fault of all of them. */
export function ChoiceGroup({ label, error, children }: ChoiceGroupProps) {
  const errorId = useId();
  return (
    <fieldset aria-describedby={error ? errorId : undefined} className="grid gap-1">
      <legend className="mb-1 font-medium">{label}</legend>
      {children}
      {error ? (
        <p id={errorId} role="alert" className="flex items-center gap-1.5 text-12 text-attack">
          <StateMark state="failed" />
          {error}
        </p>
      ) : null}
    </fieldset>
  );
}
