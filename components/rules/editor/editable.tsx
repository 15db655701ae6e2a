'use client';

import type { ReactNode } from 'react';
import { useMay } from '../../project/use-may';

/** A part of a rule outside its sentence: its controls are off for people who may not change rules. */
export function Editable({ legend, children }: { legend: string; children: ReactNode }) {
  const mayWrite = useMay('rule:write');
  return (
    <fieldset disabled={!mayWrite} className="contents">
      <legend className="sr-only">{legend}</legend>
      {children}
    </fieldset>
  );
}
