'use client';

import type { ReactNode } from 'react';
import type { EndpointInfo } from '../../lib/shared';
import { useProject } from '../project/project-provider';
import { Button } from '../ui/control/button';
import type { ButtonSize } from '../ui/control/button-class';
import { LedgerRow } from '../ui/layout/ledger-row';
import { EndpointName } from './endpoint-name';
import { useFlagLogin } from './use-flag-login';

/** What a login endpoint is for, where somebody decides whether one is. */
export const LOGIN_MEANS =
  'POSTs on a login endpoint count as login attempts: 2xx as a success, 401 and 403 as a failure. An SDK marks attempts by itself.';

/** One endpoint that looks like a login, its calls, and the button that marks it as one. */
export function LoginSuggestion({
  endpoint,
  calls,
  size,
}: {
  endpoint: Pick<EndpointInfo, 'id' | 'method' | 'route'>;
  calls: ReactNode;
  size: ButtonSize;
}) {
  const { project } = useProject();
  const flag = useFlagLogin(project.id);
  return (
    <LedgerRow
      title={<EndpointName {...endpoint} />}
      detail={
        <>
          {calls}
          {flag.error ? (
            <span role="alert" className="text-attack">
              {flag.error.message}
            </span>
          ) : null}
        </>
      }
      end={
        <Button
          size={size}
          busy={flag.isPending && 'Marking…'}
          onClick={() => flag.mutate({ endpointId: endpoint.id, isLogin: true })}
        >
          Mark as login endpoint
        </Button>
      }
    />
  );
}
