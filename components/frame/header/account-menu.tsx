'use client';

import { useTheme } from 'next-themes';
import { Fragment } from 'react';
import { MenuHeading, MenuItem, MenuLine, MenuLink } from '../../ui/overlay/menu';

const THEMES = [
  ['system', 'As the system'],
  ['light', 'Light'],
  ['dark', 'Dark'],
] as const;

export type MenuPlaces = {
  label: string;
  links: readonly { label: string; href: string; current?: boolean }[];
};

export type AccountMenuProps = {
  email: string;
  /** Organizations and the pages of the current one, in groups with a heading. */
  places: readonly MenuPlaces[];
  /** Lists the keys; absent where there are none. */
  onKeys?: () => void;
  onSignOut: () => void;
};

/** Entries of the organization switcher: organizations and their pages, then the person's account, keys, sign out, theme. */
export function AccountMenuItems({ email, places, onKeys, onSignOut }: AccountMenuProps) {
  const { theme = 'system', setTheme } = useTheme();
  return (
    <>
      {places.map((group) => (
        <Fragment key={group.label}>
          <MenuHeading>{group.label}</MenuHeading>
          {group.links.map(({ label, href, current = false }) => (
            <MenuLink key={href} href={href} current={current}>
              {label}
            </MenuLink>
          ))}
          <MenuLine />
        </Fragment>
      ))}
      <MenuHeading>{email}</MenuHeading>
      <MenuLink href="/account">Account</MenuLink>
      {onKeys ? (
        <MenuItem onSelect={onKeys} note="?">
          Keys
        </MenuItem>
      ) : null}
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
