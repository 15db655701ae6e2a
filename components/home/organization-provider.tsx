'use client';

import { createContext, type ReactNode, useContext } from 'react';
import { type OrganizationItem, type Permission, PERMISSIONS } from '../../lib/shared';

const OrganizationContext = createContext<OrganizationItem | null>(null);

/** The organization of the page. Throws on pages that are about none. */
export function useOrganization(): OrganizationItem {
  const organization = useContext(OrganizationContext);
  if (!organization) throw new Error('no organization: the page stands outside the organization layout');
  return organization;
}

/** May the person do this in the organization of the page? The server decides anyway. */
export function useMayHere(permission: Permission): boolean {
  return PERMISSIONS[useOrganization().role].includes(permission);
}

export function OrganizationProvider({ value, children }: { value: OrganizationItem | null; children: ReactNode }) {
  return <OrganizationContext value={value}>{children}</OrganizationContext>;
}
