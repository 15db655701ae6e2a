'use client';

import { PageLink } from '../ui/control/page-link';
import type { IncidentItem } from '../../lib/shared';
import { usePlace } from '../project/use-place';
import { StateLabel } from '../ui/state/state-label';
import { incidentMark } from './incident-state';

const SHOWN = 2;

/** Incidents that name a caller or an account, each as a link with its state; they lie above the link of their row. */
export function IncidentMarks({ incidents }: { incidents: readonly IncidentItem[] }) {
  const to = usePlace();
  const hidden = incidents.length - SHOWN;
  return (
    <span className="inline-flex gap-3">
      {incidents.slice(0, SHOWN).map(({ id, state, title }) => (
        <PageLink
          key={id}
          href={to(`/incidents/${id}`)}
          title={title}
          className="ring-focus relative z-1 rounded-1 underline-offset-2 hover:underline"
        >
          <StateLabel state={incidentMark(state)}>
            #{id}
            <span className="sr-only"> {state}</span>
          </StateLabel>
        </PageLink>
      ))}
      {hidden > 0 ? <span className="text-ink-3">{hidden} more</span> : null}
    </span>
  );
}
