'use client';

import { useState } from 'react';
import type { EndpointItem } from '../../lib/shared';
import { countOf } from '../../lib/shared';
import { useMay } from '../project/use-may';
import { Button } from '../ui/control/button';
import { NumberLink } from '../ui/data/number-link';
import { Panel } from '../ui/layout/panel';
import { LOGIN_MEANS, LoginSuggestion } from './login-suggestion';
import { useHrefs } from './use-hrefs';

const SHOWN = 3;

/** Endpoints whose route looks like a login and that are not marked as one, for those who may mark them. */
export function LoginSuggestions({ endpoints }: { endpoints: readonly EndpointItem[] }) {
  const mayMark = useMay('project:update');
  const { callsHref } = useHrefs();
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
          <LoginSuggestion
            key={endpoint.id}
            endpoint={endpoint}
            size="touch"
            calls={
              <>
                <NumberLink href={callsHref(endpoint.id)} opens={`Open ${countOf(endpoint.calls, 'call')}`}>
                  {countOf(endpoint.calls, 'call')}
                </NumberLink>
                in this range
              </>
            }
          />
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
