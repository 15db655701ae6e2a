'use client';

import type { EndpointInfo } from '../../lib/shared';
import { LOGIN_MEANS, LoginSuggestion } from '../endpoints/login-suggestion';
import { useMay } from '../project/use-may';
import { useCallsHref } from '../range/use-calls-href';
import { TextLink } from '../ui/data/text-link';
import { Panel } from '../ui/layout/panel';

/** Endpoints that look like a login and are not marked as one, for those who may mark them. */
export function SuggestedEndpoints({ endpoints }: { endpoints: readonly EndpointInfo[] }) {
  const may = useMay('project:update');
  const callsHref = useCallsHref();
  if (!may || endpoints.length === 0) return null;
  return (
    <Panel title="Looks like a login" note={LOGIN_MEANS} divided flush>
      <ul>
        {endpoints.map((endpoint) => (
          <LoginSuggestion
            key={endpoint.id}
            endpoint={endpoint}
            size="tall"
            calls={<TextLink href={callsHref({ endpoint: String(endpoint.id) })}>its calls</TextLink>}
          />
        ))}
      </ul>
    </Panel>
  );
}
