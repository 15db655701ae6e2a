import type { ReactNode } from 'react';
import { ProjectFrame } from '../../../../components/project/project-frame';
import { ownProject } from '../../../own-project';

type ProjectLayoutProps = { params: Promise<{ projectId: string }>; children: ReactNode };

/** The frame of one project. */
export default async function ProjectLayout({ params, children }: ProjectLayoutProps) {
  return <ProjectFrame {...await ownProject(params)}>{children}</ProjectFrame>;
}
