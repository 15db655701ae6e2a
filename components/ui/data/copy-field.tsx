'use client';

import { CopyButton } from './code-block';

/** A secret or address that is there to be copied. It can be selected as a whole but not edited. */
export function CopyField({ value, label }: { value: string; label: string }) {
  return (
    <div className="flex items-center gap-2">
      <input
        readOnly
        aria-label={label}
        value={value}
        onFocus={(event) => event.currentTarget.select()}
        className="ring-focus h-7 min-w-0 flex-1 rounded-2 border border-control-line bg-surface px-2.5 font-mono text-12 max-md:h-11"
      />
      <CopyButton text={value} />
    </div>
  );
}
