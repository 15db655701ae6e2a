'use client';

import type { ReactNode } from 'react';
import { useNow, usePageState } from '../../lib/client';
import { type ConsumerItem, consumerPage, formatCount } from '../../lib/shared';
import { usePlace } from '../project/use-place';
import type { CountedSpan } from '../range/counted-over';
import { CountedWider } from '../range/counted-wider';
import { Empty } from '../range/empty';
import { useShownRange } from '../range/use-shown-range';
import { useCallsHref } from '../range/use-calls-href';
import { PageTitle } from '../ui/layout/page-title';
import { Panel } from '../ui/layout/panel';
import { AsyncView } from '../ui/state/async-view';
import { EmptyState } from '../ui/state/empty-state';
import { ReadError } from '../failures/read-error';
import { SkeletonRows } from '../ui/state/skeleton';
import { loadMore } from '../ui/table/load-older';
import { Table } from '../ui/table/table';
import { consumerColumns } from './consumer-columns';
import { useConsumers } from './use-consumers';

/** Who the API says was calling in the range, the busiest first. */
export function ConsumersPage() {
  const shownRange = useShownRange();
  const now = useNow(5_000);
  const { result, count, counted } = useConsumers();
  const known = count === null ? '' : `${formatCount(count)}, `;
  return (
    <>
      <PageTitle note={`${known}${shownRange}`}>Consumers</PageTitle>
      {counted && counted.count > 0 ? <CountedWider what="Consumers" counted={counted} now={now} /> : null}
      <Panel label="Consumers" flush>
        <AsyncView
          result={result}
          loading={<SkeletonRows rows={12} />}
          failing={(error, retry) => (
            <ReadError title="The consumers could not be read." onRetry={retry} error={error} minHeight={320} />
          )}
          isEmpty={(rows) => rows.length === 0}
          empty={<Empty now={now} minHeight={320} otherwise={<NoConsumer />} />}
        >
          {(rows) => <ConsumerTable rows={rows} counted={counted} count={count} more={loadMore(result)} now={now} />}
        </AsyncView>
      </Panel>
    </>
  );
}

type ConsumerTableProps = {
  rows: readonly ConsumerItem[];
  /** What their figures were counted over. */
  counted: CountedSpan | null;
  count: number | null;
  more: ReactNode;
  now: number;
};

function ConsumerTable({ rows, counted, count, more, now }: ConsumerTableProps) {
  const { compare } = usePageState();
  const to = usePlace();
  const callsHref = useCallsHref(counted);
  return (
    <Table
      label="Consumers"
      primary
      columns={consumerColumns({ compare, now, callsHref })}
      rows={rows}
      rowKey={({ name }) => name}
      rowHref={({ name }) => to(consumerPage(name))}
      keyHints={[['c', 'calls']]}
      foot={more && count !== null ? `The busiest ${formatCount(rows.length)} of ${formatCount(count)}` : null}
      footEnd={more}
    />
  );
}

function NoConsumer() {
  return (
    <EmptyState title="No call of this range names a consumer." minHeight={320}>
      Give the SDK a <code className="font-mono text-12">consumer</code> callback to see which customer, user or key
      calls.
    </EmptyState>
  );
}
