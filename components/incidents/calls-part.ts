'use client';

import { parseAsIsoDateTime, parseAsStringLiteral, useQueryStates } from 'nuqs';
import type { IncidentCallsFilter } from '../../lib/client';
import type { PlaceTo } from '../project/use-place';

/** Where the matched calls stand on the page of an incident. */
export const CALLS_ID = 'matched-calls';

const CHOICES = ['all', 'success', 'failure'] as const;
export type OutcomeChoice = (typeof CHOICES)[number];

const PARAMETERS = {
  outcome: parseAsStringLiteral(CHOICES),
  callsFrom: parseAsIsoDateTime,
  callsTo: parseAsIsoDateTime,
};

/** A link to the matched calls of an incident, narrowed to those that a number counts. */
export function hrefOfPart(place: PlaceTo, incidentId: number, { outcome, from, to }: IncidentCallsFilter): string {
  const query = { outcome: outcome ?? 'all', callsFrom: from, callsTo: to };
  return place(`/incidents/${incidentId}#${CALLS_ID}`, query);
}

/** Which matched calls are shown; lives in the URL, so that a link opens exactly what it counts. */
export function useCallsPart(usual: OutcomeChoice) {
  const [{ outcome, callsFrom, callsTo }, set] = useQueryStates(PARAMETERS, { history: 'push' });
  const choice = outcome ?? usual;
  const filter: IncidentCallsFilter = {
    outcome: choice === 'all' ? null : choice,
    from: callsFrom?.toISOString() ?? null,
    to: callsTo?.toISOString() ?? null,
  };
  return {
    choice,
    filter,
    choose: (next: OutcomeChoice) => void set({ outcome: next }),
    showAll: () => void set({ outcome: 'all', callsFrom: null, callsTo: null }),
  };
}
