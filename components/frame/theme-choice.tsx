'use client';

import { useTheme } from 'next-themes';
import { useSyncExternalStore } from 'react';
import { Segmented } from '../ui/control/segmented';

const THEMES = [
  { value: 'system', label: 'As the system' },
  { value: 'light', label: 'Light' },
  { value: 'dark', label: 'Dark' },
] as const;

const never = () => () => undefined;

/** Light, dark, or what the system says. The choice is known in the browser only, so it shows after the first render. */
export function ThemeChoice() {
  const { theme, setTheme } = useTheme();
  const inBrowser = useSyncExternalStore(
    never,
    () => true,
    () => false,
  );
  const value = THEMES.find((option) => option.value === theme)?.value ?? 'system';
  return <Segmented label="Theme" value={inBrowser ? value : 'system'} options={THEMES} onChange={setTheme} />;
}
