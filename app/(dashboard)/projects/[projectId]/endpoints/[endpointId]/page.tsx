import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { EndpointPage } from '../../../../../../components/endpoints/endpoint-page';

type PageProps = { params: Promise<{ endpointId: string }> };

export const metadata: Metadata = { title: 'Endpoint' };

export default async function Page({ params }: PageProps) {
  const { endpointId } = await params;
  if (!/^\d{1,9}$/.test(endpointId)) notFound();
  return <EndpointPage endpointId={Number(endpointId)} />;
}
