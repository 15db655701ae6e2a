import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { IncidentPage } from '../../../../../../components/incidents/incident-page';

type PageProps = { params: Promise<{ incidentId: string }> };

export async function generateMetadata({ params }: PageProps): Promise<Metadata> {
  const { incidentId } = await params;
  return { title: `Incident #${incidentId}` };
}

export default async function Page({ params }: PageProps) {
  const { incidentId } = await params;
  if (!/^\d{1,9}$/.test(incidentId)) notFound();
  return <IncidentPage incidentId={Number(incidentId)} />;
}
