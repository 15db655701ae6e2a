import type { Role } from '../../lib/shared';

/** What each role may do, for the one who gives it. */
export const ROLE_WORDS: Readonly<Record<Role, string>> = {
  owner: 'Everything: the rules of the organization and other owners too.',
  admin: 'Sets up projects, keys, channels and rules, and manages members and API tokens.',
  member: 'Acknowledges and resolves incidents, sends deliveries again, tests channels.',
  viewer: 'Sees everything, changes nothing.',
};
