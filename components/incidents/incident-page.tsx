'use client';

import { useQuery } from '@tanstack/react-query';
import { ApiError, incidentQuery, useNow } from '../../lib/client';
import type { IncidentDetail } from '../../lib/shared';
import { DeliveryRow, deliveryCount } from '../deliveries/delivery-row';
import { useProject } from '../project/project-provider';
import { usePlace } from '../project/use-place';
import { ButtonLink } from '../ui/control/button-link';
import { TextLink } from '../ui/data/text-link';
import { DocumentTitle } from '../ui/document-title';
import { PageTitle } from '../ui/layout/page-title';
import { Panel } from '../ui/layout/panel';
import { AsyncView } from '../ui/state/async-view';
import { EmptyState } from '../ui/state/empty-state';
import { ReadError } from '../failures/read-error';
import { SkeletonBlock } from '../ui/state/skeleton';
import { IncidentChart } from './incident-chart';
import { IncidentEntities } from './incident-entities';
import { IncidentFigures } from './incident-figures';
import { IncidentHead } from './incident-head';
import { IncidentNotes } from './incident-notes';
import { IncidentStory } from './incident-story';
import { MatchedCalls } from './matched-calls';

/** One incident: what happened, to whom, who was told. */
export function IncidentPage({ incidentId }: { incidentId: number }) {
  const { project } = useProject();
  const now = useNow(5_000);
  const result = useQuery(incidentQuery(project.id, incidentId));
  return (
    <AsyncView
      result={result}
      loading={<Loading incidentId={incidentId} />}
      failing={(error, retry) => <Failing error={error} incidentId={incidentId} retry={retry} />}
    >
      {(incident) => <Incident incident={incident} now={now} />}
    </AsyncView>
  );
}

function Incident({ incident, now }: { incident: IncidentDetail; now: number }) {
  const to = usePlace();
  const during = { from: incident.chart.from, to: incident.chart.to, env: incident.environment };
  const callerHref = (caller: string) => to('/calls', { ...during, caller });
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-4">
      <IncidentHead incident={incident} now={now} />
      <div className="grid items-start gap-4 lg:grid-cols-[minmax(0,1fr)_var(--rail-w)]">
        <div className="grid min-w-0 gap-4">
          <Panel label="Figures and chart" flush>
            <IncidentFigures incident={incident} now={now} />
            <div className="border-t border-line">
              <IncidentChart incident={incident} now={now} />
            </div>
          </Panel>
          <IncidentStory incident={incident} now={now} />
        </div>
        <div className="grid min-w-0 gap-4">
          <Told incident={incident} now={now} />
          <IncidentNotes incident={incident} now={now} />
        </div>
      </div>
      <IncidentEntities incident={incident} now={now} callerHref={callerHref} />
      <MatchedCalls incident={incident} now={now} />
    </div>
  );
}

function Told({ incident, now }: { incident: IncidentDetail; now: number }) {
  const to = usePlace();
  const { deliveries, historical } = incident;
  return (
    <Panel title="Who was told" end={deliveries.length > 0 ? deliveryCount(deliveries) : null} divided flush>
      {deliveries.length === 0 ? (
        <EmptyState
          title="Nobody was told."
          actions={historical ? null : <ButtonLink href={to('/rules')}>Choose what is told</ButtonLink>}
        >
          {historical
            ? 'Its calls arrived as backfill, which never tells anybody.'
            : 'No rule that was on asked for it: rules choose by severity, detector and environment, and name the channels.'}
        </EmptyState>
      ) : (
        <ul>
          {deliveries.map((delivery) => (
            <DeliveryRow key={delivery.id} delivery={delivery} now={now} />
          ))}
        </ul>
      )}
    </Panel>
  );
}

function Loading({ incidentId }: { incidentId: number }) {
  return (
    <div className="grid gap-4">
      <PageTitle>Incident #{incidentId}</PageTitle>
      <Panel label="Incident" flush>
        <SkeletonBlock height={480} />
      </Panel>
    </div>
  );
}

function Failing({ error, incidentId, retry }: { error: Error; incidentId: number; retry: () => void }) {
  const to = usePlace();
  const missing = error instanceof ApiError && error.code === 'not_found';
  return (
    <div className="grid gap-4">
      <PageTitle>Incident #{incidentId}</PageTitle>
      {missing ? <DocumentTitle>Not found</DocumentTitle> : null}
      <Panel label="Incident" flush>
        {missing ? (
          <EmptyState
            minHeight={240}
            title={`There is no incident #${incidentId} in this project.`}
            actions={<TextLink href={to('/incidents')}>All incidents</TextLink>}
          />
        ) : (
          <ReadError title="The incident could not be read." onRetry={retry} error={error} minHeight={240} />
        )}
      </Panel>
    </div>
  );
}
