'use client';

import clsx from 'clsx';
import type { IncidentItem } from '../../lib/shared';
import { countOf, formatMoment } from '../../lib/shared';
import { attackSpan, goesOn } from '../incidents/attack-times';
import { hrefOfPart } from '../incidents/calls-part';
import { incidentMark } from '../incidents/incident-state';
import { useChangeIncident } from '../incidents/use-change-incident';
import { useProject } from '../project/project-provider';
import { usePlace } from '../project/use-place';
import { Button } from '../ui/control/button';
import { ButtonLink } from '../ui/control/button-link';
import { NumberLink } from '../ui/data/number-link';
import { StateLabel } from '../ui/state/state-label';

/** Layout of one line of what needs a person: state, sentence, time, buttons. */
export const NEED_ROW =
  'grid gap-x-4 gap-y-2 border-b border-line px-4 py-2.5 md:grid-cols-[112px_1fr_auto_auto] md:items-center';

const ALL_CALLS = { outcome: null, from: null, to: null };

/** An incident that nobody resolved: red as long as it is open, filled while its attack goes on. */
export function IncidentRow({ incident, now }: { incident: IncidentItem; now: number }) {
  const { project } = useProject();
  const to = usePlace();
  const change = useChangeIncident(project.id, incident.id);
  const href = to(`/incidents/${incident.id}`);
  const open = incident.state === 'open';
  const going = goesOn(incident, now);
  return (
    <div
      className={clsx(NEED_ROW, open && 'shadow-[inset_3px_0_0_var(--attack-mark)]', open && going && 'bg-attack-soft')}
    >
      <StateLabel state={incidentMark(incident.state)}>{stateWord(incident, going)}</StateLabel>
      <div className="min-w-0">
        <p className="text-14 font-medium wrap-anywhere">{incident.title}</p>
        <p className="text-12 text-ink-2">
          {open ? 'Not acknowledged. ' : ''}
          <NumberLink
            href={hrefOfPart(to, incident.id, ALL_CALLS)}
            opens={`Open ${countOf(incident.callCount, 'call')}`}
            onState={open && going}
          >
            {countOf(incident.callCount, 'matched call')}
          </NumberLink>
          , severity {incident.severity}. {evidenceWords(incident, { now, going })}
          {change.error ? ` ${change.error.message}` : ''}
        </p>
      </div>
      <p className="text-12 text-ink-2 max-md:flex max-md:gap-2">
        <span className="block font-medium text-ink md:text-13">{attackSpan(incident, now)}</span>#{incident.id}, from{' '}
        {formatMoment(incident.attack.firstEvidenceAt, now, 'minute')}
      </p>
      <div className="flex gap-2">
        <ButtonLink kind={open ? 'ink' : 'plain'} size="touch" href={href}>
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

function stateWord({ state }: IncidentItem, going: boolean): string {
  if (state !== 'open') return 'Acknowledged';
  return going ? 'Attack' : 'Open, ended';
}

function evidenceWords({ attack }: IncidentItem, { now, going }: { now: number; going: boolean }): string {
  const last = `${formatMoment(attack.lastEvidenceAt, now)} UTC`;
  if (going) return `Still going: last attempt ${last}.`;
  const resolves =
    attack.resolvesAt === null || now > Date.parse(attack.resolvesAt)
      ? ''
      : ` Resolves itself at ${formatMoment(attack.resolvesAt, now, 'minute')} if nothing more comes.`;
  return `Ended ${last}.${resolves}`;
}
