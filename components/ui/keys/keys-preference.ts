'use client';

import { useSyncExternalStore } from 'react';

const NAME = 'callwatch.single-keys';
const listeners = new Set<() => void>();

/** Whether single-key shortcuts are on in this browser. They can be turned off (WCAG 2.1.4). */
export function keysAreOn(): boolean {
  try {
    return localStorage.getItem(NAME) !== 'off';
  } catch {
    return true; // storage is blocked: the default holds
  }
}

export function setKeysOn(on: boolean): void {
  localStorage.setItem(NAME, on ? 'on' : 'off');
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void) {
  listeners.add(listener);
  window.addEventListener('storage', listener);
  return () => {
    listeners.delete(listener);
    window.removeEventListener('storage', listener);
  };
}

/** `[on, setOn]` for a settings switch; follows other tabs. */
export function useKeysPreference(): [boolean, (on: boolean) => void] {
  const on = useSyncExternalStore(subscribe, keysAreOn, () => true);
  return [on, setKeysOn];
}
