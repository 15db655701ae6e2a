'use client';

import { useState } from 'react';
import type { IncidentDetail } from '../../lib/shared';
import { formatMoment } from '../../lib/shared';
import { useProject } from '../project/project-provider';
import { usePlace } from '../project/use-place';
import { Button } from '../ui/control/button';
import { TextLink } from '../ui/data/text-link';
import { useHotkeys } from '../ui/keys/use-hotkeys';
import { PageTitle } from '../ui/layout/page-title';
import { ConfirmBox } from '../ui/overlay/confirm-box';
import { attackSpan, goesOn } from './attack-times';
import { IncidentNeighbours } from './incident-neighbours';
import { isRateOnly } from './rates';
import { IncidentStateLabel } from './incident-state';
import { SeverityWord } from './severity-word';
import { useChangeIncident } from './use-change-incident';

/** Title, state track and the two things that people do with an incident: keys `a`, `e` and `n` do them too. */
export function IncidentHead({ incident, now }: { incident: IncidentDetail; now: number }) {
  const { project, role } = useProject();
  const to = usePlace();
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
          <span className="flex items-center justify-between gap-4">
            <span>
              <TextLink href={to('/incidents')}>Incidents</TextLink> / #{incident.id}
            </span>
            <IncidentNeighbours incidentId={incident.id} />
          </span>
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

/** State, severity and the truth about the attack: whether it goes on, since when, until when. */
function Track({ incident, now }: { incident: IncidentDetail; now: number }) {
  return (
    <>
      <span className="inline-flex flex-wrap items-center gap-x-2">
        <IncidentStateLabel incident={incident} />
        {incident.state === 'open' ? <span className="text-ink-3">→ Acknowledged → Resolved</span> : null}
        {incident.state === 'acknowledged' ? <span className="text-ink-3">→ Resolved</span> : null}
        {incident.acknowledgedBy ? <span>by {incident.acknowledgedBy}</span> : null}
      </span>
      <SeverityWord severity={incident.severity} />
      <AttackState incident={incident} now={now} />
      <span className="font-mono text-ink-3">{incident.detector}</span>
    </>
  );
}

function AttackState({ incident, now }: { incident: IncidentDetail; now: number }) {
  const { firstEvidenceAt, lastEvidenceAt, resolvesAt } = incident.attack;
  const bursts = incident.bursts.length;
  const span = (
    <>
      <b className="font-medium text-ink">{attackSpan(incident, now)}</b>
      {bursts > 1 ? ` in ${bursts} bursts` : ''}
    </>
  );
  if (goesOn(incident, now)) {
    return (
      <>
        <span>
          Going on for {span}, since {formatMoment(firstEvidenceAt, now)} UTC
        </span>
        <span className="font-medium text-attack">
          Still going: last {isRateOnly(incident) ? 'call' : 'attempt'} {formatMoment(lastEvidenceAt, now)}
        </span>
      </>
    );
  }
  return (
    <>
      <span>
        Went on for {span}, from {formatMoment(firstEvidenceAt, now)} UTC
      </span>
      <span className="font-medium text-ink">Ended {formatMoment(lastEvidenceAt, now)} UTC</span>
      {resolvesAt !== null && now < Date.parse(resolvesAt) ? (
        <span>Resolves itself at {formatMoment(resolvesAt, now, 'minute')} UTC if nothing more comes</span>
      ) : null}
      {incident.resolvedAt !== null && !incident.historical ? (
        <span>Resolved {formatMoment(incident.resolvedAt, now)} UTC</span>
      ) : null}
    </>
  );
}
