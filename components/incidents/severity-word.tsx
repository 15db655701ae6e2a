import clsx from 'clsx';
import type { Severity } from '../../lib/shared';
import { atLeast } from '../../lib/shared';

/** A severity in words; from high on it stands out. */
export function SeverityWord({ severity }: { severity: Severity }) {
  const word = severity.charAt(0).toUpperCase() + severity.slice(1);
  return (
    <span
      className={clsx(
        atLeast(severity, 'high') && 'font-medium',
        severity === 'critical' ? 'text-attack' : 'text-ink-2',
      )}
    >
      {word}
    </span>
  );
}
