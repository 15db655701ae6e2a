'use client';

import { useInfiniteQuery } from '@tanstack/react-query';
import { alertsQuery, usePageState } from '../../lib/client';
import type { AlertItem, AlertsAnswer, IncidentItem, StatusAnswer } from '../../lib/shared';
import { countOf, formatDuration, formatMoment } from '../../lib/shared';
import { worstFirst } from '../incidents/worst-first';
import { useProject } from '../project/project-provider';
import { useArchive } from '../project/use-archive';
import { usePlace } from '../project/use-place';
import { useStatus } from '../project/use-status';
import { refusingQuota, silenceOf } from '../project/silence';
import { isBehind } from '../project/status-banner';
import { Button } from '../ui/control/button';
import { ButtonLink } from '../ui/control/button-link';
import { TextLink } from '../ui/data/text-link';
import { Panel } from '../ui/layout/panel';
import { SkeletonBar } from '../ui/state/skeleton';
import { StateLabel } from '../ui/state/state-label';
import { AlertRows } from './alert-rows';
import { IncidentRow, NEED_ROW } from './incident-row';
import type { OverviewPanels } from './use-overview-panels';

const SHOWN = 5;

type NeedsYouProps = {
  /** Undefined until they are read. */
  incidents: readonly IncidentItem[] | undefined;
  /** What the page was drawn with. */
  drawnStatus: StatusAnswer | null;
  panels: OverviewPanels;
  now: number;
};

/** What needs a person, worst then newest, and one line on what does not. */
export function NeedsYou({ incidents, drawnStatus, panels, now }: NeedsYouProps) {
  const { project } = useProject();
  const status = useStatus(drawnStatus);
  const to = usePlace();
  const alerts = useInfiniteQuery(alertsQuery(project.id, { state: 'open', rule: null }));
  const firing = useFiringHere(alerts.data?.pages[0]);
  const live = (incidents ?? []).filter(({ state }) => state !== 'resolved').toSorted(worstFirst(now));
  const failed = status.data?.failedDeliveries ?? 0;
  const hidden = live.length - SHOWN;
  return (
    <Panel label="What needs you" flush>
      {live.slice(0, SHOWN).map((incident) => (
        <IncidentRow key={incident.id} incident={incident} now={now} />
      ))}
      {hidden > 0 ? (
        <p className="border-b border-line px-4 py-2 text-12">
          <TextLink href={to('/incidents')}>{countOf(hidden, 'more incident')}</TextLink>
        </p>
      ) : null}
      {firing ? <AlertRows firing={firing} now={now} /> : null}
      {failed > 0 ? <FailedDeliveries count={failed} /> : null}
      {incidents && status.data && firing ? (
        <LastLine
          quiet={live.length === 0 && failed === 0 && firing.alerts.length === 0}
          incidents={incidents}
          status={status.data}
          panels={panels}
          now={now}
        />
      ) : (
        <div className="flex min-h-9 items-center px-4 text-12 text-ink-2">
          {status.error ? (
            <ReadFailed what="state of ingest" retry={() => void status.refetch()} />
          ) : alerts.error ? (
            <ReadFailed what="list of alerts" retry={() => void alerts.refetch()} />
          ) : (
            <SkeletonBar width="240px" />
          )}
        </div>
      )}
    </Panel>
  );
}

/** Alerts of the page's environment, or of all together; an archive has none. */
function useFiringHere(answer: AlertsAnswer | undefined): AlertsAnswer | undefined {
  const { environment } = usePageState();
  const archive = useArchive();
  if (answer === undefined || environment === null) return answer;
  const here = ({ definition: { filters } }: AlertItem) =>
    filters.environment === undefined ? !archive : filters.environment === environment;
  return { ...answer, alerts: answer.alerts.filter(here) };
}

function ReadFailed({ what, retry }: { what: string; retry: () => void }) {
  return (
    <p className="flex flex-wrap items-center gap-x-2.5">
      <StateLabel state="neutral">Not known</StateLabel>
      The {what} could not be read.
      <Button size="sm" onClick={retry}>
        Try again
      </Button>
    </p>
  );
}

function FailedDeliveries({ count }: { count: number }) {
  const to = usePlace();
  return (
    <div className={NEED_ROW}>
      <StateLabel state="failed">Delivery</StateLabel>
      <p className="text-14 font-medium">{countOf(count, 'notice')} did not reach its channel after the last try.</p>
      <span className="max-md:hidden" />
      <div className="flex">
        <ButtonLink size="touch" href={to('/deliveries', { state: 'failed' })}>
          Review deliveries
        </ButtonLink>
      </div>
    </div>
  );
}

type LastLineProps = {
  quiet: boolean;
  incidents: readonly IncidentItem[];
  status: StatusAnswer;
  panels: OverviewPanels;
  now: number;
};

/** What is healthy; it claims nothing while nothing is heard, calls are refused or the newest are not looked at yet. */
function LastLine({ quiet, incidents, status, panels, now }: LastLineProps) {
  const to = usePlace();
  const last = incidents.find(({ historical }) => !historical);
  const silence = silenceOf(status, now);
  const refusing = refusingQuota(status);
  const archive = useArchive();
  const [endpoints, consumers] = [panels.endpoints.answer, panels.consumers.answer];
  const watched =
    endpoints && consumers && endpoints.count > 0
      ? `${countOf(endpoints.count, 'endpoint')} and ${countOf(consumers.count, 'consumer')} watched in this range.`
      : '';
  return (
    <p className="flex min-h-9 flex-wrap items-center gap-x-2.5 px-4 py-1.5 text-12 text-ink-2">
      {archive ? (
        <>
          <StateLabel state="silenced">Not watched</StateLabel>
          The archive is history that was imported: nothing in it tells anybody.
        </>
      ) : refusing ? (
        <>
          <StateLabel state="neutral">Not known</StateLabel>
          {refusalWords(refusing)}
        </>
      ) : silence ? (
        <>
          <StateLabel state="neutral">Not known</StateLabel>
          Nothing has been heard since {formatMoment(silence.sinceMs, now, 'minute')} UTC, so an attack since then would
          not be seen.
        </>
      ) : (
        <>
          <QuietWord quiet={quiet} status={status} />
          {watched}
        </>
      )}
      {quiet && last ? (
        <span>
          Last attack {formatDuration(now - Date.parse(last.attack.lastEvidenceAt))} ago,{' '}
          <TextLink href={to(`/incidents/${last.id}`)}>#{last.id}</TextLink>.
        </span>
      ) : null}
    </p>
  );
}

/** Each process counts the minute for itself: that it refused calls is known, not that it does now. */
const refusalWords = (period: 'day' | 'month' | 'minute'): string =>
  period === 'minute'
    ? 'The quota of the minute refused calls in the last minutes, so an attack in these would not have been seen.'
    : `The quota of the ${period} refuses calls, so an attack in these would not be seen.`;

function QuietWord({ quiet, status }: Pick<LastLineProps, 'quiet' | 'status'>) {
  if (isBehind(status)) return <StateLabel state="degraded">Nothing else so far</StateLabel>;
  if (status.lastCallAt === null) return <StateLabel state="waiting">Nothing to watch yet</StateLabel>;
  return <StateLabel state="healthy">{quiet ? 'Nothing needs you' : 'The rest is quiet'}</StateLabel>;
}
