import { type MeAnswer, type OrganizationItem, PERMISSIONS } from '../../lib/shared';

export interface PlaceLink {
  label: string;
  href: string;
  current?: boolean;
}

export interface PlaceGroup {
  label: string;
  links: readonly PlaceLink[];
}

export const organizationHref = (id: string): string => `/organizations/${id}`;

/** How the instance does; for its administrators. */
export const STATUS_HREF = '/status';

/** Where a project of this organization is made. */
export const newProjectHref = (organizationId: string): string => `/projects/new?organization=${organizationId}`;

/** The pages about one organization that this role may open. */
export function organizationLinks({ id, role }: Pick<OrganizationItem, 'id' | 'role'>): readonly PlaceLink[] {
  const base = organizationHref(id);
  const tokens = PERMISSIONS[role].includes('token:manage') ? [{ label: 'API tokens', href: `${base}/tokens` }] : [];
  return [
    { label: 'Members', href: `${base}/members` },
    ...tokens,
    { label: 'Organization settings', href: `${base}/settings` },
  ];
}

/** What the organization switcher offers besides the person's own entries: other organizations and the pages of this one. */
export function placesOf(me: MeAnswer, current: OrganizationItem | null): readonly PlaceGroup[] {
  const others = me.organizations.map(({ id, name }): PlaceLink => {
    return { label: name, href: organizationHref(id), current: id === current?.id };
  });
  const make = me.user.instanceAdmin ? [{ label: 'New organization…', href: '/organizations/new' }] : [];
  const all = { label: 'All projects', href: '/projects' };
  const groups: PlaceGroup[] = [{ label: 'Organizations', links: [...others, all, ...make] }];
  if (current && !current.locked) groups.push({ label: current.name, links: organizationLinks(current) });
  if (me.user.instanceAdmin) groups.push({ label: 'This server', links: [{ label: 'Status', href: STATUS_HREF }] });
  return groups;
}
