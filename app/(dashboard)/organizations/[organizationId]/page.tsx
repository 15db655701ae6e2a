import type { Metadata } from 'next';
import { OrganizationProjectsPage } from '../../../../components/projects/organization-projects-page';

export const metadata: Metadata = { title: 'Projects' };

export default function Page() {
  return <OrganizationProjectsPage />;
}
