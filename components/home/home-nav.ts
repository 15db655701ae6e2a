import type { MeAnswer, OrganizationItem } from '../../lib/shared';
import { organizationHref, organizationLinks, STATUS_HREF } from '../account/account-links';
import type { NavItem, NavSection } from '../frame/nav/nav-items';

/** Pages that have a tab on phones. */
export const HOME_TABS = ['All projects', 'Members', 'Account'];

const item = ({ label, href }: { label: string; href: string }): NavItem => ({ label, href, counts: [] });

/** The navigation outside of projects: everything, one organization (or the choice of one), the person. */
export function homeNav(me: MeAnswer, current: OrganizationItem | null): readonly NavSection[] {
  const several = me.organizations.length > 1;
  const top = { label: null, items: [item({ label: 'All projects', href: '/projects' })] };
  const server = { label: 'This server', items: [item({ label: 'Status', href: STATUS_HREF })] };
  const you = { label: 'You', items: [item({ label: 'Account', href: '/account' })] };
  const last = me.user.instanceAdmin ? [server, you] : [you];
  if (!current || current.locked) {
    const open = me.organizations.filter(({ locked }) => !locked);
    const items = open.map(({ id, name }) => item({ label: name, href: organizationHref(id) }));
    return items.length > 0 ? [top, { label: 'Organizations', items }, ...last] : [top, ...last];
  }
  const projects = several ? [item({ label: 'Projects', href: organizationHref(current.id) })] : [];
  return [top, { label: current.name, items: [...projects, ...organizationLinks(current).map(item)] }, ...last];
}
