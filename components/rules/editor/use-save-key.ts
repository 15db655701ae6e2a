'use client';

import { useSyncExternalStore } from 'react';

const never = () => () => undefined;

/** How the key that saves is called here. */
export const useSaveKey = (): string =>
  useSyncExternalStore(
    never,
    () => (/Mac|iPhone|iPad/.test(navigator.userAgent) ? '⌘↵' : 'Ctrl ↵'),
    () => 'Ctrl ↵',
  );
