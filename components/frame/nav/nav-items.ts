import type { State } from '../../ui/state/state';

export interface NavCount {
  count: number;
  /** Coloured with its mark when it needs a person. */
  state?: Extract<State, 'attack' | 'acknowledged' | 'failed'>;
}

export interface NavItem {
  label: string;
  /** Without the kept query. */
  href: string;
  counts: readonly NavCount[];
  /** Second key after `g`. */
  key?: string;
}

export interface NavSection {
  /** The first section has no heading. */
  label: string | null;
  items: readonly NavItem[];
}

export interface NavCounts {
  openIncidents: number;
  acknowledgedIncidents: number;
  failedDeliveries: number;
}

/** The navigation of a project whose pages live under `base`. Only pages that exist are in it. */
export function navOf(base: string, counts: NavCounts | null): readonly NavSection[] {
  const incidents: NavCount[] = [
    { count: counts?.openIncidents ?? 0, state: 'attack' },
    { count: counts?.acknowledgedIncidents ?? 0, state: 'acknowledged' },
  ];
  const failed: NavCount[] = [{ count: counts?.failedDeliveries ?? 0, state: 'failed' }];
  return [
    {
      label: null,
      items: [
        { label: 'Overview', href: base, counts: [], key: 'o' },
        { label: 'Endpoints', href: `${base}/endpoints`, counts: [], key: 'e' },
        { label: 'Consumers', href: `${base}/consumers`, counts: [], key: 'u' },
        { label: 'Callers', href: `${base}/callers`, counts: [], key: 'k' },
        { label: 'Calls', href: `${base}/calls`, counts: [], key: 'c' },
      ],
    },
    {
      label: 'Security',
      items: [
        { label: 'Incidents', href: `${base}/incidents`, counts: incidents, key: 'i' },
        { label: 'Logins', href: `${base}/logins`, counts: [], key: 'l' },
        { label: 'Rate limits', href: `${base}/rate-limits`, counts: [], key: 'r' },
      ],
    },
    {
      label: 'Alerts',
      items: [
        { label: 'Alerts', href: `${base}/alerts`, counts: [], key: 'a' },
        { label: 'Rules', href: `${base}/rules`, counts: [], key: 'n' },
        { label: 'Channels', href: `${base}/channels`, counts: [], key: 'h' },
        { label: 'Deliveries', href: `${base}/deliveries`, counts: failed, key: 'd' },
        { label: 'Mailbox', href: `${base}/mailbox`, counts: [], key: 'm' },
      ],
    },
    { label: 'Project', items: [{ label: 'Settings', href: `${base}/settings`, counts: [], key: 's' }] },
  ];
}

/** Is `path` the item's page or below it? Overview only counts for itself. */
export function isCurrent(item: NavItem, path: string, base: string): boolean {
  return item.href === base ? path === base : path === item.href || path.startsWith(`${item.href}/`);
}
