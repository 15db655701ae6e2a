import type { NavSection } from '../frame/nav/nav-items';

/** Pages that have a tab on phones. */
export const HOME_TABS = ['Account'];

/** The navigation outside of projects. */
export const HOME_NAV: readonly NavSection[] = [
  { label: null, items: [{ label: 'Account', href: '/account', counts: [] }] },
];
