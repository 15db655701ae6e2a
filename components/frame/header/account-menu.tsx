'use client';

import { useTheme } from 'next-themes';
import { MenuHeading, MenuItem, MenuLine } from '../../ui/overlay/menu';

const THEMES = [
  ['system', 'As the system'],
  ['light', 'Light'],
  ['dark', 'Dark'],
] as const;

export type AccountMenuProps = {
  email: string;
  onKeys: () => void;
  onSignOut: () => void;
};

/** Entries of the person inside the organization switcher: theme, keys, sign out. */
export function AccountMenuItems({ email, onKeys, onSignOut }: AccountMenuProps) {
  const { theme = 'system', setTheme } = useTheme();
  return (
    <>
      <MenuHeading>{email}</MenuHeading>
      <MenuItem onSelect={onKeys} note="?">
        Keys
      </MenuItem>
      <MenuItem onSelect={onSignOut}>Sign out</MenuItem>
      <MenuLine />
      <MenuHeading>Theme</MenuHeading>
      {THEMES.map(([name, label]) => (
        <MenuItem key={name} onSelect={() => setTheme(name)} note={theme === name ? 'now' : undefined}>
          {label}
        </MenuItem>
      ))}
    </>
  );
}
