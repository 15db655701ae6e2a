'use client';

import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { endpointsQuery, usePageState } from '../../../lib/client';
import type { EndpointInfo } from '../../../lib/shared';
import { useProject } from '../../project/project-provider';
import { useMay } from '../../project/use-may';
import { NamingButtons } from './naming-buttons';
import { NamingPanel } from './naming-panel';
import type { NamingTask } from './naming-task';
import { useNaming } from './use-naming';

const NONE: readonly never[] = [];

/** What can be done with the name of one endpoint, for those who may. */
export function EndpointNaming({ endpoint, calls }: { endpoint: EndpointInfo; calls: number }) {
  const { project } = useProject();
  const { range, environment } = usePageState();
  const may = useMay('project:update');
  const naming = useNaming();
  const [task, setTask] = useState<NamingTask | null>(null);
  const { fromMs, toMs } = range;
  const others = useQuery({
    ...endpointsQuery(project.id, { fromMs, toMs, environment }),
    enabled: may && (task?.kind === 'merge' || task?.kind === 'rename'),
  });
  if (!may) return null;
  const all = (others.data?.endpoints ?? NONE).filter(({ id }) => id !== endpoint.id);
  return (
    <>
      {task ? null : (
        <div className="-mt-2 flex flex-wrap gap-2">
          <NamingButtons
            alone
            endpoints={[{ ...endpoint, calls }]}
            onTask={setTask}
            onStore={(endpoints) => void naming.store(endpoints)}
          />
        </div>
      )}
      <NamingPanel naming={naming} task={task} all={all} onEnd={() => setTask(null)} />
    </>
  );
}
