'use client';

import { memo, useDeferredValue } from 'react';
import { ApiError } from '../../lib/client';
import type { EndpointDetail } from '../../lib/shared';
import { endpointName } from '../../lib/shared';
import { CallKinds } from '../call-kinds/call-kinds';
import { usePlace } from '../project/use-place';
import { TextLink } from '../ui/data/text-link';
import { DocumentTitle } from '../ui/document-title';
import { PageTitle } from '../ui/layout/page-title';
import { Panel } from '../ui/layout/panel';
import { AsyncView } from '../ui/state/async-view';
import { EmptyState } from '../ui/state/empty-state';
import { ReadError } from '../failures/read-error';
import { SkeletonBlock } from '../ui/state/skeleton';
import { EndpointCharts } from './endpoint-charts';
import { EndpointConsumers } from './endpoint-consumers';
import { EndpointFigures } from './endpoint-figures';
import { EndpointHead } from './endpoint-head';
import { Breakdown } from './endpoint-breakdown';
import { EndpointNoCalls } from './endpoint-no-calls';
import { LatestCalls } from './latest-calls';
import { type EndpointView, useEndpoint, useEndpointView } from './use-endpoint';

/** One endpoint: how it is called, how it answers, who calls it. */
export function EndpointPage({ endpointId }: { endpointId: number }) {
  const result = useEndpoint(endpointId);
  return (
    <AsyncView
      result={result}
      loading={<Loading />}
      failing={(error, retry) => <Failing error={error} retry={retry} />}
    >
      {(answer) => <Endpoint key={endpointId} answer={answer} />}
    </AsyncView>
  );
}

// Live calls change them each second. They are drawn after the figures, in slices, so that the page answers.
const Charts = memo(EndpointCharts);
const Lists = memo(function Lists({ view: { answer, now } }: { view: EndpointView }) {
  const { id } = answer.endpoint;
  return (
    <>
      <div className="grid items-start gap-4 lg:grid-cols-3">
        <Breakdown endpointId={id} now={now} between={<EndpointConsumers answer={answer} now={now} />} />
      </div>
      <CallKinds of={{ endpoint: String(id) }} now={now} />
      <LatestCalls endpointId={id} now={now} />
    </>
  );
});

function Endpoint({ answer }: { answer: EndpointDetail }) {
  const view = useEndpointView(answer);
  const drawn = useDeferredValue(view);
  const { now } = view;
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-4">
      <DocumentTitle>{endpointName(answer.endpoint)}</DocumentTitle>
      <EndpointHead answer={answer} now={now} />
      {answer.totals.calls === 0 ? (
        <EndpointNoCalls endpoint={answer.endpoint} />
      ) : (
        <>
          <Panel label="Figures" flush>
            <EndpointFigures answer={answer} now={now} />
          </Panel>
          <Charts view={drawn} />
          <Lists view={drawn} />
        </>
      )}
    </div>
  );
}

function Loading() {
  return (
    <div className="grid gap-4">
      <PageTitle>Endpoint</PageTitle>
      <Panel label="Endpoint" flush>
        <SkeletonBlock height={480} />
      </Panel>
    </div>
  );
}

function Failing({ error, retry }: { error: Error; retry: () => void }) {
  const to = usePlace();
  const missing = error instanceof ApiError && error.code === 'not_found';
  return (
    <div className="grid gap-4">
      <PageTitle>Endpoint</PageTitle>
      {missing ? <DocumentTitle>Not found</DocumentTitle> : null}
      <Panel label="Endpoint" flush>
        {missing ? (
          <EmptyState
            minHeight={240}
            title="This project has no such endpoint."
            actions={<TextLink href={to('/endpoints')}>All endpoints</TextLink>}
          />
        ) : (
          <ReadError title="The endpoint could not be read." onRetry={retry} error={error} minHeight={240} />
        )}
      </Panel>
    </div>
  );
}
