'use client';

import { useQuery } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { ApiError, consumerQuery, useNow, usePageState } from '../../lib/client';
import type { ConsumerDetail } from '../../lib/shared';
import { countOf, exactValue, formatDate, formatMoment } from '../../lib/shared';
import { CallKinds } from '../call-kinds/call-kinds';
import { ChartGroup } from '../charts/pointing/sync';
import { useProject } from '../project/project-provider';
import { usePlace } from '../project/use-place';
import { dayUpTo } from '../range/held-range';
import { useCallsHref } from '../range/use-calls-href';
import { useShownRange } from '../range/use-shown-range';
import { Button } from '../ui/control/button';
import { ButtonLink } from '../ui/control/button-link';
import { TextLink } from '../ui/data/text-link';
import { useHotkeys } from '../ui/keys/use-hotkeys';
import { PageTitle } from '../ui/layout/page-title';
import { Panel } from '../ui/layout/panel';
import { AsyncView } from '../ui/state/async-view';
import { EmptyState } from '../ui/state/empty-state';
import { ReadError } from '../failures/read-error';
import { SkeletonBlock } from '../ui/state/skeleton';
import { ConsumerCharts } from './consumer-charts';
import { ConsumerFigures } from './consumer-figures';
import { ConsumerCallers, ConsumerEndpoints } from './consumer-tables';

/** One consumer: how it calls, what, and from where. */
export function ConsumerPage({ name }: { name: string }) {
  const { project } = useProject();
  const { range, environment, compare } = usePageState();
  const { fromMs, toMs, stepMs } = range;
  const now = useNow(5_000);
  const result = useQuery(consumerQuery(project.id, { name, fromMs, toMs, stepMs, environment, compare }));
  return (
    <>
      <Head name={name} consumer={result.data} now={now} />
      <AsyncView
        result={result}
        loading={
          <Panel label="Consumer" flush>
            <SkeletonBlock height={480} />
          </Panel>
        }
        failing={(error, retry) => <Failing error={error} name={name} retry={retry} />}
        isEmpty={({ totals }) => totals.calls === 0}
        empty={result.data ? <Silent consumer={result.data} now={now} /> : null}
      >
        {(consumer) => <Body consumer={consumer} now={now} />}
      </AsyncView>
    </>
  );
}

type HeadProps = { name: string; consumer: ConsumerDetail | undefined; now: number };

function Head({ name, consumer, now }: HeadProps) {
  const shownRange = useShownRange();
  const to = usePlace();
  const router = useRouter();
  const callsHref = useCallsHref(consumer)({ consumer: exactValue('consumer', name) });
  useHotkeys({
    c: () => {
      if (document.activeElement?.closest('tr')) return false; // the row's own calls
      router.push(callsHref);
      return true;
    },
  });
  return (
    <PageTitle
      above={
        <>
          <TextLink href={to('/consumers')}>Consumers</TextLink> / {name}
        </>
      }
      note={shownRange}
      below={
        consumer ? (
          <>
            <span>First seen {formatDate(consumer.firstSeenAt)}</span>
            <span>Last call {formatMoment(consumer.lastSeenAt, now)} UTC</span>
          </>
        ) : null
      }
      end={
        consumer && consumer.totals.calls > 0 ? (
          <ButtonLink size="tall" shortcut="c" href={callsHref}>
            Open {countOf(consumer.totals.calls, 'call')}
          </ButtonLink>
        ) : null
      }
    >
      {name}
    </PageTitle>
  );
}

function Body({ consumer, now }: { consumer: ConsumerDetail; now: number }) {
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-4">
      <ConsumerFigures consumer={consumer} />
      <ChartGroup>
        <ConsumerCharts consumer={consumer} now={now} />
      </ChartGroup>
      <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-4 lg:grid-cols-2">
        <ConsumerEndpoints consumer={consumer} now={now} />
        <ConsumerCallers consumer={consumer} now={now} />
      </div>
      <CallKinds of={{ consumer: consumer.name }} now={now} />
    </div>
  );
}

function Silent({ consumer, now }: { consumer: ConsumerDetail; now: number }) {
  const { environment, setRange } = usePageState();
  const shownRange = useShownRange();
  const { lastSeenAt, name } = consumer;
  return (
    <Panel label="Calls" flush>
      <EmptyState
        minHeight={320}
        title={`No calls by ${name} between ${shownRange}${environment === null ? '' : ` in ${environment}`}.`}
        actions={
          <Button size="tall" onClick={() => setRange(dayUpTo(lastSeenAt))}>
            Show the 24 h up to its last call
          </Button>
        }
      >
        Its last call{environment === null ? '' : ', in any environment,'} was on {formatMoment(lastSeenAt, now)} UTC.
      </EmptyState>
    </Panel>
  );
}

function Failing({ error, name, retry }: { error: Error; name: string; retry: () => void }) {
  const to = usePlace();
  const missing = error instanceof ApiError && error.code === 'not_found';
  return (
    <Panel label="Consumer" flush>
      {missing ? (
        <EmptyState
          minHeight={320}
          title={`No call was ever made by a consumer named ${name}.`}
          actions={<TextLink href={to('/consumers')}>All consumers</TextLink>}
        />
      ) : (
        <ReadError title="The consumer could not be read." onRetry={retry} error={error} minHeight={320} />
      )}
    </Panel>
  );
}
