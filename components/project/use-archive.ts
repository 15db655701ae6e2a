'use client';

import { usePageState } from '../../lib/client';
import { useProject } from './project-provider';

/** Is the environment of the page an archive: imported history that nobody is alerted of? */
export function useArchive(): boolean {
  const { environment } = usePageState();
  return useProject().project.environments.some(({ slug, archive }) => archive && slug === environment);
}
