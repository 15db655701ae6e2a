'use client';

import { useState } from 'react';
import type { EndpointItem } from '../../lib/shared';
import { countOf } from '../../lib/shared';
import { useMay } from '../project/use-may';
import { useProject } from '../project/project-provider';
import { Button } from '../ui/control/button';
import { NumberLink } from '../ui/data/number-link';
import { LedgerRow } from '../ui/layout/ledger-row';
import { Panel } from '../ui/layout/panel';
import { EndpointName } from './endpoint-name';
import { useFlagLogin } from './use-flag-login';
import { useHrefs } from './use-hrefs';

const SHOWN = 3;

/** What a login endpoint is for, where somebody decides whether one is. */
export const LOGIN_MEANS =
  'POSTs on a login endpoint count as login attempts: 2xx as a success, 401 and 403 as a failure. An SDK marks attempts by itself.';

/** Endpoints whose route looks like a login and that are not marked as one, for those who may mark them. */
export function LoginSuggestions({ endpoints }: { endpoints: readonly EndpointItem[] }) {
  const mayMark = useMay('project:update');
  const [all, setAll] = useState(false);
  const suggested = endpoints.filter(({ loginSuggested }) => loginSuggested);
  if (!mayMark || suggested.length === 0) return null;
  const hidden = all ? 0 : suggested.length - SHOWN;
  return (
    <Panel
      title={suggested.length === 1 ? 'Looks like a login endpoint' : 'Look like login endpoints'}
      note={LOGIN_MEANS}
      divided
      flush
    >
      <ul>
        {suggested.slice(0, all ? undefined : SHOWN).map((endpoint) => (
          <Suggestion key={endpoint.id} endpoint={endpoint} />
        ))}
      </ul>
      {hidden > 0 ? (
        <div className="px-4 pb-2.5">
          <Button size="sm" kind="quiet" onClick={() => setAll(true)}>
            {hidden} more
          </Button>
        </div>
      ) : null}
    </Panel>
  );
}

function Suggestion({ endpoint }: { endpoint: EndpointItem }) {
  const { project } = useProject();
  const { callsHref } = useHrefs();
  const flag = useFlagLogin(project.id);
  return (
    <LedgerRow
      title={<EndpointName {...endpoint} />}
      detail={
        <>
          <NumberLink href={callsHref(endpoint.id)} opens={`Open ${countOf(endpoint.calls, 'call')}`}>
            {countOf(endpoint.calls, 'call')}
          </NumberLink>
          in this range
          {flag.error ? (
            <span role="alert" className="text-attack">
              {flag.error.message}
            </span>
          ) : null}
        </>
      }
      end={
        <Button
          size="touch"
          busy={flag.isPending && 'Marking…'}
          onClick={() => flag.mutate({ endpointId: endpoint.id, isLogin: true })}
        >
          Mark as login endpoint
        </Button>
      }
    />
  );
}
