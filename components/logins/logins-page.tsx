'use client';

import { useNow } from '../../lib/client';
import type { LoginsAnswer } from '../../lib/shared';
import { endpointName } from '../../lib/shared';
import { Empty } from '../range/empty';
import { useShownRange } from '../range/use-shown-range';
import { PageTitle } from '../ui/layout/page-title';
import { Panel } from '../ui/layout/panel';
import { AsyncView } from '../ui/state/async-view';
import { EmptyState } from '../ui/state/empty-state';
import { ReadError } from '../failures/read-error';
import { SkeletonBlock } from '../ui/state/skeleton';
import { LoginAttempts } from './login-attempts';
import { LoginCharts } from './login-charts';
import { LoginEndpoints } from './login-endpoints';
import { LoginEntities } from './login-entities';
import { SuggestedEndpoints } from './suggested-endpoints';
import { useLogins } from './use-logins';

/** Who logs in, who fails to, and where an attacker got in. */
export function LoginsPage() {
  const shownRange = useShownRange();
  const now = useNow(5_000);
  const { logins, incidents, windows } = useLogins(now);
  return (
    <>
      <PageTitle note={shownRange}>Logins</PageTitle>
      {logins.data ? <SuggestedEndpoints endpoints={logins.data.suggested} /> : null}
      <AsyncView
        result={logins}
        loading={
          <Panel label="Logins" flush>
            <SkeletonBlock height={480} />
          </Panel>
        }
        failing={(error, retry) => (
          <Panel label="Logins" flush>
            <ReadError title="The logins could not be read." onRetry={retry} error={error} minHeight={320} />
          </Panel>
        )}
        isEmpty={hasNone}
        empty={
          <Panel label="Logins" flush>
            <Empty now={now} minHeight={320} otherwise={<NoLogins answer={logins.data} />} />
          </Panel>
        }
      >
        {(answer) => (
          <div className="grid grid-cols-[minmax(0,1fr)] gap-4">
            <LoginCharts answer={answer} windows={windows} now={now} />
            <LoginEndpoints answer={answer} />
            <LoginEntities incidents={incidents} now={now} />
            <LoginAttempts />
          </div>
        )}
      </AsyncView>
    </>
  );
}

const hasNone = ({ totals }: LoginsAnswer): boolean => totals.failures + totals.successes + totals.unknown === 0;

function NoLogins({ answer }: { answer: LoginsAnswer | undefined }) {
  const known = (answer?.endpoints ?? []).filter(({ isLogin }) => isLogin);
  return known.length > 0 ? (
    <EmptyState title="Nobody tried to log in in this range." minHeight={320}>
      {known.map(endpointName).join(', ')} had no attempt.
    </EmptyState>
  ) : (
    <EmptyState title="No call is known as a login." minHeight={320}>
      Mark login attempts in the SDK, or mark an endpoint as a login endpoint on its page: then stolen passwords and
      guessed ones are recognised.
    </EmptyState>
  );
}
