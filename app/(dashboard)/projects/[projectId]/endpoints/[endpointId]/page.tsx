import { HydrationBoundary } from '@tanstack/react-query';
import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { EndpointPage } from '../../../../../../components/endpoints/endpoint-page';
import { endpointReads } from '../../../../../first-reads/endpoint-reads';
import { readFirst } from '../../../../../first-reads/read-first';
import type { Query } from '../../../../../first-reads/read-place';

type PageProps = { params: Promise<{ projectId: string; endpointId: string }>; searchParams: Query };

export const metadata: Metadata = { title: 'Endpoint' };

export default async function Page(props: PageProps) {
  const { endpointId } = await props.params;
  if (!/^\d{1,9}$/.test(endpointId)) notFound();
  const id = Number(endpointId);
  return (
    <HydrationBoundary state={await readFirst(endpointReads(id), props)}>
      <EndpointPage endpointId={id} />
    </HydrationBoundary>
  );
}
