'use client';

import type { MeAnswer, OrganizationItem } from '../../lib/shared';
import type { AccountMenuProps } from '../frame/header/account-menu';
import { placesOf } from './account-links';
import { useSignOut } from './use-sign-out';

/** The entries of the organization switcher for this person, on a page of this organization. */
export function useAccountMenu(me: MeAnswer, current: OrganizationItem | null): Omit<AccountMenuProps, 'onKeys'> {
  const signOut = useSignOut();
  return { email: me.user.email, places: placesOf(me, current), onSignOut: () => void signOut() };
}
