'use client';

import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { instancesQuery, usePageState } from '../../lib/client';
import type { ChartDeploy } from '../charts/types';
import { useProject } from '../project/project-provider';

const NONE: readonly ChartDeploy[] = [];

/** Deploys of the API within the range of the URL, as marks of charts; none while they are not known. */
export function useDeploys(): readonly ChartDeploy[] {
  const { project } = useProject();
  const { range, environment } = usePageState();
  const { data } = useQuery(instancesQuery(project.id, { fromMs: range.fromMs, toMs: range.toMs, environment }));
  return useMemo(
    () =>
      data?.deploys.map(({ version, environment: of, at }): ChartDeploy => ({
        key: `${of} ${version} ${at}`,
        at: Date.parse(at),
        version,
        label: `${version} to ${of}`,
      })) ?? NONE,
    [data],
  );
}
