'use client';

import { useEffect } from 'react';
import type { FieldValues, Path, UseFormReturn } from 'react-hook-form';

/** Puts the cursor into the first field of a form that the person has just asked for. */
export function useFirstFocus<Values extends FieldValues>(form: UseFormReturn<Values>, field: Path<Values>): void {
  const { setFocus } = form;
  useEffect(() => setFocus(field), [setFocus, field]);
}
