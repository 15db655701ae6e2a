'use client';

import { useEffect, useRef } from 'react';
import { keysAreOn } from './keys-preference';

/** Key or sequence ("j", "Enter", "g o") to what it does. A handler that returns false leaves the key to the browser. */
export type Hotkeys = Readonly<Record<string, () => boolean | void>>;

const SEQUENCE_MS = 1200;
/** The key that only begins sequences: what follows it never acts alone, or a mistyped `g e` would resolve an incident. */
const PREFIX = 'g';

/** Page-wide single keys. Off in inputs, in open dialogs, with modifiers, and when the reader turned them off. */
export function useHotkeys(hotkeys: Hotkeys): void {
  const current = useRef(hotkeys);
  useEffect(() => {
    current.current = hotkeys;
  });
  useEffect(() => {
    let first = { key: '', at: -Infinity };
    const onKey = (event: KeyboardEvent) => {
      if (!isSingleKey(event)) return;
      const now = event.timeStamp;
      const second = first.key === PREFIX && now - first.at < SEQUENCE_MS;
      const handler = current.current[second ? `${PREFIX} ${event.key}` : event.key];
      first = { key: second ? '' : event.key, at: now };
      if (handler && handler() !== false) event.preventDefault();
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, []);
}

function isSingleKey(event: KeyboardEvent): boolean {
  if (event.defaultPrevented || event.metaKey || event.ctrlKey || event.altKey || !keysAreOn()) return false;
  const target = event.target instanceof Element ? event.target : null;
  return !target?.closest(
    'input, textarea, select, [contenteditable], [role="dialog"], [role="menu"], [role="listbox"]',
  );
}
