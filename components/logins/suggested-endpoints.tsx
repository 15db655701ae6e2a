'use client';

import type { EndpointInfo } from '../../lib/shared';
import { EndpointName } from '../endpoints/endpoint-name';
import { LOGIN_MEANS } from '../endpoints/login-suggestions';
import { useFlagLogin } from '../endpoints/use-flag-login';
import { useProject } from '../project/project-provider';
import { useMay } from '../project/use-may';
import { usePlace } from '../project/use-place';
import { Button } from '../ui/control/button';
import { TextLink } from '../ui/data/text-link';
import { LedgerRow } from '../ui/layout/ledger-row';
import { Panel } from '../ui/layout/panel';

/** Endpoints that look like a login and are not marked as one, for those who may mark them. */
export function SuggestedEndpoints({ endpoints }: { endpoints: readonly EndpointInfo[] }) {
  const may = useMay('project:update');
  if (!may || endpoints.length === 0) return null;
  return (
    <Panel title="Looks like a login" note={LOGIN_MEANS} divided flush>
      <ul>
        {endpoints.map((endpoint) => (
          <Suggestion key={endpoint.id} endpoint={endpoint} />
        ))}
      </ul>
    </Panel>
  );
}

function Suggestion({ endpoint }: { endpoint: EndpointInfo }) {
  const { project } = useProject();
  const to = usePlace();
  const flag = useFlagLogin(project.id);
  return (
    <LedgerRow
      title={<EndpointName {...endpoint} />}
      detail={
        <>
          <TextLink href={to('/calls', { endpoint: String(endpoint.id) })}>its calls</TextLink>
          {flag.error ? (
            <span role="alert" className="text-attack">
              {flag.error.message}
            </span>
          ) : null}
        </>
      }
      end={
        <Button
          size="tall"
          busy={flag.isPending && 'Marking…'}
          onClick={() => flag.mutate({ endpointId: endpoint.id, isLogin: true })}
        >
          Mark as login endpoint
        </Button>
      }
    />
  );
}
