'use client';

import { useEffect, useEffectEvent } from 'react';

/** Lists and dialogs have keys of their own, and so have confirmations, which alone are forms. */
const OTHERS = 'form, [role="dialog"], [role="menu"], [role="listbox"]';

type EditorKeys = { save: () => void; cancel: () => void };

/** ⌘↵ saves and esc cancels, wherever on the page the focus is: in the editor, or nowhere as on a page just opened. */
export function useEditorKeys({ save, cancel }: EditorKeys, on: boolean): void {
  const press = useEffectEvent((event: KeyboardEvent) => {
    if (event.defaultPrevented || !isOfEditor(event.target)) return;
    if (event.key === 'Enter' && (event.metaKey || event.ctrlKey)) save();
    else if (event.key === 'Escape') cancel();
    else return;
    event.preventDefault();
  });
  useEffect(() => {
    if (!on) return undefined;
    const onKey = (event: KeyboardEvent) => press(event);
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, [on]);
}

function isOfEditor(target: EventTarget | null): boolean {
  if (!(target instanceof Element) || target.closest(OTHERS)) return false;
  return target === document.body || target.closest('main') !== null;
}
