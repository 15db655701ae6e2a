'use client';

import { useState } from 'react';
import type { IncidentDetail } from '../../lib/shared';
import { formatDuration, formatMoment } from '../../lib/shared';
import { useProject } from '../project/project-provider';
import { Button } from '../ui/control/button';
import { TextLink } from '../ui/data/text-link';
import { useHotkeys } from '../ui/keys/use-hotkeys';
import { PageTitle } from '../ui/layout/page-title';
import { ConfirmBox } from '../ui/overlay/confirm-box';
import { IncidentStateLabel } from './incident-state';
import { SeverityWord } from './severity-word';
import { useChangeIncident } from './use-change-incident';

/** Title, state track and the two things that people do with an incident: keys `a`, `e` and `n` do them too. */
export function IncidentHead({ incident, now }: { incident: IncidentDetail; now: number }) {
  const { project, base, role } = useProject();
  const change = useChangeIncident(project.id, incident.id);
  const [resolving, setResolving] = useState(false);
  const mayChange = role !== 'viewer';
  const canAcknowledge = mayChange && incident.state === 'open';
  const canResolve = mayChange && incident.state !== 'resolved';
  useHotkeys({
    a: () => (canAcknowledge ? change.mutate({ change: 'acknowledge' }) : false),
    e: () => (canResolve ? setResolving(true) : false),
    n: focusNote,
  });
  const resolve = () => change.mutate({ change: 'resolve' }, { onSettled: () => setResolving(false) });
  return (
    <>
      <PageTitle
        sentence
        above={
          <>
            <TextLink href={`${base}/incidents`}>Incidents</TextLink> / #{incident.id}
          </>
        }
        below={<Track incident={incident} now={now} />}
        end={
          <HeadButtons
            acknowledge={canAcknowledge ? () => change.mutate({ change: 'acknowledge' }) : null}
            acknowledging={change.isPending && change.variables.change === 'acknowledge'}
            resolve={canResolve ? () => setResolving(true) : null}
          />
        }
      >
        {incident.title}
      </PageTitle>
      {change.error ? (
        <p role="alert" className="text-attack">
          {change.error.message}
        </p>
      ) : null}
      {resolving ? (
        <ConfirmBox
          question={`Resolve incident #${incident.id}?`}
          confirmLabel="Resolve 1 incident"
          busyLabel="Resolving…"
          busy={change.isPending}
          onConfirm={resolve}
          onCancel={() => setResolving(false)}
        >
          New evidence within 24 h opens it again and tells people again.
        </ConfirmBox>
      ) : null}
    </>
  );
}

function focusNote(): boolean {
  const field = document.querySelector<HTMLElement>('#incident-note textarea');
  field?.focus();
  return field !== null; // the key must not be typed into the field
}

type HeadButtonsProps = { acknowledge: (() => void) | null; acknowledging: boolean; resolve: (() => void) | null };

/** What this person may do now; null leaves a button out. */
function HeadButtons({ acknowledge, acknowledging, resolve }: HeadButtonsProps) {
  return (
    <>
      {acknowledge ? (
        <Button kind="ink" size="touch" shortcut="a" busy={acknowledging && 'Acknowledging…'} onClick={acknowledge}>
          Acknowledge
        </Button>
      ) : null}
      {resolve ? (
        <Button size="touch" shortcut="e" onClick={resolve}>
          Resolve…
        </Button>
      ) : null}
    </>
  );
}

function Track({ incident, now }: { incident: IncidentDetail; now: number }) {
  const end = incident.resolvedAt === null ? now : Date.parse(incident.resolvedAt);
  const opened = Date.parse(incident.openedAt);
  return (
    <>
      <span className="inline-flex items-center gap-2">
        <IncidentStateLabel incident={incident} />
        {incident.state === 'open' ? <span className="text-ink-3">→ Acknowledged → Resolved</span> : null}
        {incident.acknowledgedBy ? <span>by {incident.acknowledgedBy}</span> : null}
      </span>
      <SeverityWord severity={incident.severity} />
      <span>
        {incident.resolvedAt === null ? 'Open for' : 'Was open for'} {formatDuration(Math.max(0, end - opened))}, since{' '}
        {formatMoment(incident.openedAt, now)} UTC
      </span>
      <span>Last evidence {formatMoment(incident.figures.lastSeenAt, now)} UTC</span>
      <span className="font-mono text-ink-3">{incident.detector}</span>
    </>
  );
}
