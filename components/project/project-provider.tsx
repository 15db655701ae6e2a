'use client';

import { createContext, type ReactNode, useContext } from 'react';
import type { ProjectItem, Role } from '../../lib/shared';

export interface CurrentProject {
  project: ProjectItem;
  /** Path of the overview; the other pages of the project live below. */
  base: string;
  role: Role;
  instanceAdmin: boolean;
  /** Public base URL of this Callwatch, for snippets. */
  url: string;
}

const ProjectContext = createContext<CurrentProject | null>(null);

/** The project of the page. Throws outside of one. */
export function useProject(): CurrentProject {
  const current = useContext(ProjectContext);
  if (!current) throw new Error('no project: the page stands outside the project layout');
  return current;
}

export function ProjectProvider({ value, children }: { value: CurrentProject; children: ReactNode }) {
  return <ProjectContext value={value}>{children}</ProjectContext>;
}
