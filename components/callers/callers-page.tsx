'use client';

import type { ReactNode } from 'react';
import { ApiError, useNow, usePageState } from '../../lib/client';
import type { CallersAnswer } from '../../lib/shared';
import { formatCount, formatCountry } from '../../lib/shared';
import { ProviderCredit } from '../places/provider-name';
import { NO_PLACE, usePlaceFilter } from '../places/use-place-filter';
import { countedOver } from '../range/counted-over';
import { Empty } from '../range/empty';
import { useShownRange } from '../range/use-shown-range';
import { useCallsHref } from '../range/use-calls-href';
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
  const shownRange = useShownRange();
  const now = useNow(5_000);
  const { result, last, incidentsFailed } = useCallers();
  const known = last === null ? '' : `${formatCount(last.count)}, `;
  return (
    <>
      <PageTitle note={`${known}${shownRange}`}>Callers</PageTitle>
      <OnePlace answer={last} />
      {last && last.callers.length > 0 ? <Caveats answer={last} now={now} /> : null}
      <Panel label="Callers" flush foot={<ProviderCredit />}>
        <AsyncView
          result={result}
          loading={<SkeletonRows rows={14} />}
          failing={(error, retry) => <Failing error={error} retry={retry} />}
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

function Failing({ error, retry }: { error: Error; retry: () => void }) {
  if (error instanceof ApiError && error.code === 'invalid') {
    return (
      <EmptyState title="No callers are kept of this range." minHeight={320}>
        Callers are kept as long as calls are.
      </EmptyState>
    );
  }
  return <ReadError title="The callers could not be read." onRetry={retry} error={error} minHeight={320} />;
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
  const callsHref = useCallsHref(answer);
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

/** Says so while only the callers of one country or network are listed. */
function OnePlace({ answer }: { answer: CallersAnswer | null }) {
  const [{ country, asn }, clear] = usePlaceFilter();
  const words = [
    country === null ? null : country === NO_PLACE ? 'without a country' : `of ${formatCountry(country)}`,
    asn === null ? null : asn === NO_PLACE ? 'without a network that is known' : `of ${networkWords(asn, answer)}`,
  ].filter((part) => part !== null);
  if (words.length === 0) return null;
  return (
    <Banner
      state="neutral"
      title={`Callers ${words.join(', ')}`}
      action={<Button onClick={clear}>Show all callers</Button>}
    >
      {asn === null
        ? 'By where the network of the address is registered.'
        : 'By who announces the network of the address.'}
    </Banner>
  );
}

/** "Hetzner Online GmbH (AS24940)", or the number alone while no caller of it is known. */
function networkWords(asn: string, answer: CallersAnswer | null): string {
  const provider = answer?.callers.find((caller) => String(caller.provider?.asn) === asn)?.provider;
  return provider ? `${provider.name} (AS${asn})` : `AS${asn}`;
}

function NoCaller() {
  const [{ country, asn }] = usePlaceFilter();
  if (country !== null || asn !== null)
    return <EmptyState title="No caller of this range belongs there." minHeight={320} />;
  return (
    <EmptyState title="No caller is known of the calls of this range." minHeight={320}>
      They carry no address: let the SDK trust the proxy in front of the API, or send{' '}
      <code className="font-mono text-12">ip</code> with each call.
    </EmptyState>
  );
}
