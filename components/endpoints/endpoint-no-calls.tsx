'use client';

import { usePageState } from '../../lib/client';
import type { EndpointInfo } from '../../lib/shared';
import { formatDate, formatTime, isOther } from '../../lib/shared';
import { dayUpTo } from '../range/held-range';
import { useShownRange } from '../range/use-shown-range';
import { Button } from '../ui/control/button';
import { Panel } from '../ui/layout/panel';
import { EmptyState } from '../ui/state/empty-state';

/** Stands where the range holds no call of the endpoint: says when the last one came, with a button that shows it. */
export function EndpointNoCalls({ endpoint }: { endpoint: EndpointInfo }) {
  const { environment, setRange } = usePageState();
  const shownRange = useShownRange();
  const where = environment === null ? '' : ` in ${environment}`;
  const title = `No calls of this endpoint${where} between ${shownRange}.`;
  // it is made with the project: its times are not those of calls
  if (isOther(endpoint)) {
    return (
      <Panel label="Calls" flush>
        <EmptyState title={title} minHeight={240} />
      </Panel>
    );
  }
  return (
    <Panel label="Calls" flush>
      <EmptyState
        title={title}
        minHeight={240}
        actions={
          <Button size="tall" onClick={() => setRange(dayUpTo(endpoint.lastSeenAt))}>
            Show the 24 h before it
          </Button>
        }
      >
        The last one, in any environment, was on {formatDate(endpoint.lastSeenAt)}, {formatTime(endpoint.lastSeenAt)}{' '}
        UTC.
      </EmptyState>
    </Panel>
  );
}
