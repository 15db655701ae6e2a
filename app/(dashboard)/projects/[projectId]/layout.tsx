import { HydrationBoundary } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { ProjectFrame } from '../../../../components/project/project-frame';
import { frameReads } from '../../../first-reads/common-reads';
import { readFirst } from '../../../first-reads/read-first';
import type { Segment } from '../../../first-reads/read-place';
import { ownProject } from '../../../own-project';

/** Nothing of the page is sent before its frame. */
const FRAME_WITHIN_MS = 100;

type ProjectLayoutProps = { params: Segment; children: ReactNode };

/** The frame of one project. */
export default async function ProjectLayout({ params, children }: ProjectLayoutProps) {
  const reading = readFirst(frameReads, { params, withinMs: FRAME_WITHIN_MS });
  const own = await ownProject(params);
  return (
    <HydrationBoundary state={await reading}>
      <ProjectFrame {...own}>{children}</ProjectFrame>
    </HydrationBoundary>
  );
}
