import { HydrationBoundary } from '@tanstack/react-query';
import type { Metadata } from 'next';
import { OverviewPage } from '../../../../components/overview/overview-page';
import { overviewReads, statusIn } from '../../../first-reads/overview-reads';
import { readFirst } from '../../../first-reads/read-first';
import type { Query, Segment } from '../../../first-reads/read-place';

type PageProps = { params: Segment; searchParams: Query };

export const metadata: Metadata = { title: 'Overview' };

export default async function Page(props: PageProps) {
  const state = await readFirst(overviewReads, props);
  return (
    <HydrationBoundary state={state}>
      <OverviewPage drawnStatus={statusIn(state, Number((await props.params).projectId))} />
    </HydrationBoundary>
  );
}
