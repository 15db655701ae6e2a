'use client';

import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { overviewQuery, usePageState } from '../../lib/client';
import { useProject } from '../project/project-provider';
import { SkeletonBlock } from '../ui/state/skeleton';
import { NoCalls } from './no-calls';

type EmptyProps = {
  now: number;
  minHeight: number;
  /** Why the list is empty although the range has calls. */
  otherwise: ReactNode;
};

/** Stands where a list made from calls is empty: there were none in the range, or none of this kind. */
export function Empty({ now, minHeight, otherwise }: EmptyProps) {
  const { project } = useProject();
  const { range, environment, compare } = usePageState();
  const { fromMs, toMs, stepMs } = range;
  const { data, error } = useQuery(overviewQuery(project.id, { fromMs, toMs, stepMs, environment, compare }));
  if (!data && !error) return <SkeletonBlock height={minHeight} />;
  return data?.totals.calls === 0 ? <NoCalls now={now} minHeight={minHeight} /> : otherwise;
}
