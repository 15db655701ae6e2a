'use client';

import type { MeAnswer } from '../../lib/shared';
import type { AccountMenuProps } from '../frame/header/account-menu';
import { useSignOut } from './use-sign-out';

/** The entries of the organization switcher for this person. */
export function useAccountMenu(me: MeAnswer): Omit<AccountMenuProps, 'onKeys'> {
  const signOut = useSignOut();
  return { email: me.user.email, places: [], onSignOut: () => void signOut() };
}
