import { HydrationBoundary } from '@tanstack/react-query';
import type { Metadata } from 'next';
import { OverviewPage } from '../../../../components/overview/overview-page';
import { overviewReads } from '../../../first-reads/overview-reads';
import { readFirst } from '../../../first-reads/read-first';
import type { Query, Segment } from '../../../first-reads/read-place';

type PageProps = { params: Segment; searchParams: Query };

export const metadata: Metadata = { title: 'Overview' };

export default async function Page(props: PageProps) {
  return (
    <HydrationBoundary state={await readFirst(overviewReads, props)}>
      <OverviewPage />
    </HydrationBoundary>
  );
}
