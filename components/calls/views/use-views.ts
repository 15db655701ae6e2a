'use client';

import { useQuery, useQueryClient } from '@tanstack/react-query';
import { deleteView, saveView, viewsQuery } from '../../../lib/client';
import type { NewCallView } from '../../../lib/shared';
import { useProject } from '../../project/project-provider';

/** The saved views of the project, and what changes them. */
export function useViews() {
  const { project } = useProject();
  const client = useQueryClient();
  const query = viewsQuery(project.id);
  const again = () => client.invalidateQueries({ queryKey: query.queryKey });
  return {
    result: useQuery(query),
    save: async (view: NewCallView) => {
      const saved = await saveView(project.id, view);
      await again();
      return saved;
    },
    remove: async (viewId: string) => {
      await deleteView(project.id, viewId);
      await again();
    },
  };
}
