'use client';

import { type Permission, PERMISSIONS } from '../../lib/shared';
import { useProject } from './project-provider';

/** May the person do this here? What they may not do is not offered; the server decides anyway. */
export function useMay(permission: Permission): boolean {
  return PERMISSIONS[useProject().role].includes(permission);
}
