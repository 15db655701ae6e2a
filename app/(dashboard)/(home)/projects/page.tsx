import type { Metadata } from 'next';
import { AllProjectsPage } from '../../../../components/projects/all-projects-page';

export const metadata: Metadata = { title: 'All projects' };

export default function Page() {
  return <AllProjectsPage />;
}
