'use client';

import type { ReactNode } from 'react';
import { useNow, usePageState } from '../../lib/client';
import type { CallersAnswer } from '../../lib/shared';
import { formatCount, formatCountry, formatRange } from '../../lib/shared';
import { NO_COUNTRY, useCountryFilter } from '../places/use-country-filter';
import { usePlace } from '../project/use-place';
import { countedOver, countedRange } from '../range/counted-over';
import { Empty } from '../range/empty';
import { Button } from '../ui/control/button';
import { PageTitle } from '../ui/layout/page-title';
import { Panel } from '../ui/layout/panel';
import { AsyncView } from '../ui/state/async-view';
import { Banner } from '../ui/state/banner';
import { EmptyState } from '../ui/state/empty-state';
import { ReadError } from '../failures/read-error';
import { SkeletonRows } from '../ui/state/skeleton';
import { loadMore } from '../ui/table/load-older';
import { Table } from '../ui/table/table';
import { callerColumns } from './caller-columns';
import { type CallerRow, useCallers } from './use-callers';

/** The addresses that called in the range, the busiest first. */
export function CallersPage() {
  const { range } = usePageState();
  const now = useNow(5_000);
  const { result, last, incidentsFailed } = useCallers();
  const known = last === null ? '' : `${formatCount(last.count)}, `;
  return (
    <>
      <PageTitle note={`${known}${formatRange(range.fromMs, range.toMs, now)}`}>Callers</PageTitle>
      <OneCountry />
      {last && last.callers.length > 0 ? <Caveats answer={last} now={now} /> : null}
      <Panel label="Callers" flush>
        <AsyncView
          result={result}
          loading={<SkeletonRows rows={14} />}
          failing={(error, retry) => (
            <ReadError title="The callers could not be read." onRetry={retry} error={error} minHeight={320} />
          )}
          isEmpty={(rows) => rows.length === 0}
          empty={<Empty now={now} minHeight={320} otherwise={<NoCaller />} />}
        >
          {(rows) => (
            <CallerTable
              rows={rows}
              answer={last}
              more={loadMore(result)}
              incidentsFailed={incidentsFailed}
              now={now}
            />
          )}
        </AsyncView>
      </Panel>
    </>
  );
}

/** What has to be said about the numbers: that they are of a wider range, or not of all callers. */
function Caveats({ answer, now }: { answer: CallersAnswer; now: number }) {
  const { range } = usePageState();
  const over = countedOver(answer, range, now);
  return (
    <>
      {over === '' ? null : (
        <Banner state="neutral" title="Whole days">
          Callers are {over}: parts of these days hold too many calls to be read one by one.
        </Banner>
      )}
      {answer.complete ? null : (
        <Banner state="degraded" title="Not all callers">
          An hour of this range had more than 100,000 callers; those beyond are not counted here. Their calls are found
          by the caller filter of Calls.
        </Banner>
      )}
    </>
  );
}

type CallerTableProps = {
  rows: readonly CallerRow[];
  answer: CallersAnswer | null;
  more: ReactNode;
  incidentsFailed: boolean;
  now: number;
};

function CallerTable({ rows, answer, more, incidentsFailed, now }: CallerTableProps) {
  const to = usePlace();
  const { range } = usePageState();
  const counted = answer && countedRange(answer, range);
  const callsHref = (filter: Record<string, string>) => to('/calls', { ...filter, ...counted });
  const busiest = more && answer ? `The busiest ${formatCount(rows.length)} of ${formatCount(answer.count)}` : null;
  return (
    <Table
      label="Callers"
      primary
      columns={callerColumns({ now, callsHref })}
      rows={rows}
      rowKey={({ address }) => address}
      rowHref={({ address }) => callsHref({ caller: address })}
      foot={incidentsFailed ? 'Incidents could not be read.' : busiest}
      footEnd={more}
    />
  );
}

/** Says so while only the callers of one country are listed. */
function OneCountry() {
  const [country, setCountry] = useCountryFilter();
  if (country === null) return null;
  const words = country === NO_COUNTRY ? 'Callers without a country' : `Callers of ${formatCountry(country)}`;
  return (
    <Banner state="neutral" title={words} action={<Button onClick={() => setCountry(null)}>Show all callers</Button>}>
      By where the network of the address is registered.
    </Banner>
  );
}

function NoCaller() {
  const [country] = useCountryFilter();
  if (country !== null) return <EmptyState title="No caller of this range belongs there." minHeight={320} />;
  return (
    <EmptyState title="No caller is known of the calls of this range." minHeight={320}>
      They carry no address: let the SDK trust the proxy in front of the API, or send{' '}
      <code className="font-mono text-12">ip</code> with each call.
    </EmptyState>
  );
}
