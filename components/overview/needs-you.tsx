'use client';

import clsx from 'clsx';
import type { IncidentItem, OverviewAnswer, StatusAnswer } from '../../lib/shared';
import { atLeast, countOf, formatDuration, formatMoment } from '../../lib/shared';
import { incidentMark } from '../incidents/incident-state';
import { useChangeIncident } from '../incidents/use-change-incident';
import { useProject } from '../project/project-provider';
import { Button } from '../ui/control/button';
import { ButtonLink } from '../ui/control/button-link';
import { TextLink } from '../ui/data/text-link';
import { Panel } from '../ui/layout/panel';
import { StateLabel } from '../ui/state/state-label';

const SHOWN = 5;

type NeedsYouProps = {
  incidents: readonly IncidentItem[];
  status: StatusAnswer | undefined;
  overview: OverviewAnswer | undefined;
  now: number;
};

/** What needs a person, worst then newest, and one line on what does not. */
export function NeedsYou({ incidents, status, overview, now }: NeedsYouProps) {
  const { base } = useProject();
  const live = incidents.filter(({ state }) => state !== 'resolved').toSorted(worstFirst);
  const failed = status?.failedDeliveries ?? 0;
  const hidden = live.length - SHOWN;
  return (
    <Panel label="What needs you" flush>
      {live.slice(0, SHOWN).map((incident) => (
        <IncidentRow key={incident.id} incident={incident} now={now} />
      ))}
      {hidden > 0 ? (
        <p className="border-b border-line px-4 py-2 text-12">
          <TextLink href={`${base}/incidents`}>{countOf(hidden, 'more incident')}</TextLink>
        </p>
      ) : null}
      {failed > 0 ? <FailedDeliveries count={failed} /> : null}
      <Healthy quiet={live.length === 0 && failed === 0} incidents={incidents} overview={overview} now={now} />
    </Panel>
  );
}

function worstFirst(a: IncidentItem, b: IncidentItem): number {
  if (a.state !== b.state) return a.state === 'open' ? -1 : 1;
  if (a.severity !== b.severity) return atLeast(a.severity, b.severity) ? -1 : 1;
  return Date.parse(b.openedAt) - Date.parse(a.openedAt);
}

const row = 'grid gap-x-4 gap-y-2 border-b border-line px-4 py-2.5 md:grid-cols-[112px_1fr_auto_auto] md:items-center';

function IncidentRow({ incident, now }: { incident: IncidentItem; now: number }) {
  const { project, base } = useProject();
  const change = useChangeIncident(project.id, incident.id);
  const open = incident.state === 'open';
  const failure = change.error ? ` ${change.error.message}` : '';
  return (
    <div className={clsx(row, open && 'bg-attack-soft shadow-[inset_3px_0_0_var(--attack-mark)]')}>
      <StateLabel state={incidentMark(incident.state)}>{open ? 'Attack' : 'Acknowledged'}</StateLabel>
      <div className="min-w-0">
        <p className="text-14 font-medium wrap-anywhere">{incident.title}</p>
        <p className="text-12 text-ink-2">
          {open ? 'Not acknowledged. ' : ''}
          {countOf(incident.callCount, 'matched call')}, severity {incident.severity}. Last evidence{' '}
          {formatMoment(incident.updatedAt, now)} UTC.{failure}
        </p>
      </div>
      <p className="text-12 text-ink-2">
        <span className="block text-13 font-medium text-ink">
          {formatDuration(now - Date.parse(incident.openedAt))}
        </span>
        #{incident.id}, from {formatMoment(incident.openedAt, now, 'minute')}
      </p>
      <div className="flex gap-2">
        <ButtonLink kind={open ? 'ink' : 'plain'} size="touch" href={`${base}/incidents/${incident.id}`}>
          Open incident
        </ButtonLink>
        {open ? (
          <Button
            size="touch"
            busy={change.isPending && 'Acknowledging…'}
            onClick={() => change.mutate({ change: 'acknowledge' })}
          >
            Acknowledge
          </Button>
        ) : null}
      </div>
    </div>
  );
}

function FailedDeliveries({ count }: { count: number }) {
  const { base } = useProject();
  return (
    <div className={row}>
      <StateLabel state="failed">Delivery</StateLabel>
      <p className="text-14 font-medium">{countOf(count, 'notice')} did not reach its channel after the last try.</p>
      <span />
      <ButtonLink size="touch" href={`${base}/channels`}>
        Review deliveries
      </ButtonLink>
    </div>
  );
}

type HealthyProps = Omit<NeedsYouProps, 'status'> & { quiet: boolean };

function Healthy({ quiet, incidents, overview, now }: HealthyProps) {
  const { base } = useProject();
  const last = incidents.find(({ historical }) => !historical);
  const watched =
    overview && overview.endpointCount > 0
      ? `${countOf(overview.endpointCount, 'endpoint')} and ${countOf(overview.consumerCount, 'consumer')} watched in this range.`
      : '';
  return (
    <p className="flex min-h-9 flex-wrap items-center gap-x-2.5 px-4 py-1.5 text-12 text-ink-2">
      <StateLabel state="healthy">{quiet ? 'Nothing needs you' : 'The rest is quiet'}</StateLabel>
      {watched}
      {quiet && last ? (
        <span>
          Last incident {formatDuration(now - Date.parse(last.updatedAt))} ago,{' '}
          <TextLink href={`${base}/incidents/${last.id}`}>#{last.id}</TextLink>.
        </span>
      ) : null}
    </p>
  );
}
