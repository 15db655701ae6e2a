'use client';

import { Button } from '../../ui/control/button';
import { buttonClass } from '../../ui/control/button-class';
import { CopyButton } from '../../ui/data/code-block';
import { Arrived } from '../../auth/arrived';
import { useMe } from '../me-provider';

type RecoveryCodesProps = { codes: readonly string[]; onDone: () => void };

/** Ten ways in without the app, in the only moment in which they can be seen. */
export function RecoveryCodes({ codes, onDone }: RecoveryCodesProps) {
  const { user } = useMe();
  const text = `${codes.join('\n')}\n`;
  const file = `Recovery codes of ${user.email} for Callwatch. Each works once, in place of a code of the app.\n\n${text}`;
  return (
    <div className="grid gap-3">
      <Arrived>
        <p>
          <b className="font-medium text-ink">Keep these recovery codes.</b> Each signs you in once when the app is out
          of reach. They are shown this once; earlier ones no longer work.
        </p>
      </Arrived>
      <ul
        aria-label="Recovery codes"
        className="grid grid-cols-2 gap-x-6 gap-y-1 rounded-2 border border-line bg-sunken px-3.5 py-3 font-mono text-12 max-md:grid-cols-1"
      >
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ul>
      <div className="flex flex-wrap items-center gap-2">
        <Button kind="ink" size="touch" onClick={onDone}>
          I have kept them
        </Button>
        <a
          href={`data:text/plain;charset=utf-8,${encodeURIComponent(file)}`}
          download="callwatch-recovery-codes.txt"
          className={buttonClass('plain', 'touch')}
        >
          Download
        </a>
        <CopyButton text={text} label="Copy all" />
      </div>
    </div>
  );
}
