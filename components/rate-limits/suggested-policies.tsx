'use client';

import { useQuery } from '@tanstack/react-query';
import { endpointsQuery, usePageState } from '../../lib/client';
import type { EndpointItem } from '../../lib/shared';
import { countOf, endpointName, isOther } from '../../lib/shared';
import { EndpointName } from '../endpoints/endpoint-name';
import { useProject } from '../project/project-provider';
import { usePlace } from '../project/use-place';
import { type CallsHref, useCallsHref } from '../range/use-calls-href';
import { ButtonLink } from '../ui/control/button-link';
import { NumberLink } from '../ui/data/number-link';
import { LedgerRow } from '../ui/layout/ledger-row';
import { Panel } from '../ui/layout/panel';

const SHOWN = 5;

/** Endpoints that answered 429 in the range, and login endpoints: where a first policy tells the most. */
export function SuggestedPolicies() {
  const { project } = useProject();
  const { range, environment } = usePageState();
  const { fromMs, toMs } = range;
  const { data } = useQuery(endpointsQuery(project.id, { fromMs, toMs, environment }));
  const callsHref = useCallsHref(data);
  const endpoints = suggested(data?.endpoints ?? []);
  if (endpoints.length === 0) return null;
  return (
    <Panel title="Where to begin" note="endpoints that answered 429 in this range, and logins" divided flush>
      <ul>
        {endpoints.map((endpoint) => (
          <Suggestion key={endpoint.id} endpoint={endpoint} callsHref={callsHref} />
        ))}
      </ul>
    </Panel>
  );
}

/** Those with the most answers 429 first, then login endpoints. */
const suggested = (endpoints: readonly EndpointItem[]): EndpointItem[] =>
  endpoints
    .filter((endpoint) => !isOther(endpoint) && (endpoint.rateLimited > 0 || endpoint.isLogin))
    .toSorted((a, b) => b.rateLimited - a.rateLimited || b.calls - a.calls)
    .slice(0, SHOWN);

type SuggestionProps = { endpoint: EndpointItem; callsHref: CallsHref };

function Suggestion({ endpoint, callsHref }: SuggestionProps) {
  const to = usePlace();
  const { id, calls, rateLimited, isLogin } = endpoint;
  const [count, status] = rateLimited > 0 ? [rateLimited, '429'] : [calls, null];
  return (
    <LedgerRow
      title={<EndpointName {...endpoint} />}
      detail={
        <span>
          <NumberLink href={callsHref({ endpoint: String(id), status })} opens={`Open ${countOf(count, 'call')}`}>
            {countOf(count, 'call')}
          </NumberLink>
          {status ? ' answered 429' : ''}
          {isLogin ? ', login endpoint' : ''}
        </span>
      }
      end={
        <ButtonLink size="tall" href={to('/rate-limits/new', { endpoint: String(id) })}>
          New policy<span className="sr-only"> on {endpointName(endpoint)}</span>
        </ButtonLink>
      }
    />
  );
}
