'use client';

import { useRouter } from 'next/navigation';
import type { EndpointDetail, EndpointInfo, OpenIncident } from '../../lib/shared';
import { countOf, formatAgo, formatDate, formatMoment } from '../../lib/shared';
import { incidentMark } from '../incidents/incident-state';
import { useProject } from '../project/project-provider';
import { useMay } from '../project/use-may';
import { usePlace } from '../project/use-place';
import { Button } from '../ui/control/button';
import { ButtonLink } from '../ui/control/button-link';
import { TextLink } from '../ui/data/text-link';
import { useHotkeys } from '../ui/keys/use-hotkeys';
import { PageTitle } from '../ui/layout/page-title';
import { StateLabel } from '../ui/state/state-label';
import { LOGIN_MEANS } from './login-suggestions';
import { useFlagLogin } from './use-flag-login';
import { useHrefs } from './use-hrefs';

/** Holds what no endpoint of its own was made for. */
const OTHER_ROUTE = '__other__';

/** Route, what is open about it, what is known of it; key `c` opens its calls. */
export function EndpointHead({ answer, now }: { answer: EndpointDetail; now: number }) {
  const to = usePlace();
  const { callsHref } = useHrefs();
  const router = useRouter();
  const { endpoint, incidents, totals } = answer;
  const name = `${endpoint.method} ${endpoint.route}`;
  const calls = callsHref(endpoint.id);
  useHotkeys({ c: () => router.push(calls) });
  return (
    <>
      <PageTitle
        above={
          <>
            <TextLink href={to('/endpoints')}>Endpoints</TextLink> / {name}
          </>
        }
        below={<EndpointFacts endpoint={endpoint} now={now} />}
        end={
          <ButtonLink size="touch" href={calls} shortcut="c">
            Open {countOf(totals.calls, 'call')}
          </ButtonLink>
        }
      >
        <span className="font-mono font-medium">{name}</span>
      </PageTitle>
      {incidents.length > 0 ? <OpenIncidents incidents={incidents} /> : null}
      {endpoint.loginSuggested || endpoint.isLogin ? <LoginMark endpoint={endpoint} /> : null}
    </>
  );
}

/** Every incident about it that is not resolved, as a sentence that leads there. */
function OpenIncidents({ incidents }: { incidents: readonly OpenIncident[] }) {
  const to = usePlace();
  return (
    <ul className="-mt-2 grid gap-0.5" aria-label="Open incidents">
      {incidents.map(({ id, title, state }) => (
        <li key={id} className="flex flex-wrap items-baseline gap-x-2.5">
          <StateLabel state={incidentMark(state)}>{state === 'open' ? 'Open' : 'Acknowledged'}</StateLabel>
          <TextLink href={to(`/incidents/${id}`)}>
            #{id} {title}
          </TextLink>
        </li>
      ))}
    </ul>
  );
}

function EndpointFacts({ endpoint, now }: { endpoint: EndpointInfo; now: number }) {
  const { firstSeenAt, lastSeenAt, isLogin, route } = endpoint;
  const ago = formatAgo(Math.max(0, now - Date.parse(lastSeenAt)));
  return (
    <>
      <span>First call {formatDate(firstSeenAt)}</span>
      <span>Last call {ago ?? `${formatMoment(lastSeenAt, now)} UTC`}</span>
      {isLogin ? <span>Login endpoint</span> : null}
      {route === OTHER_ROUTE ? <span>Holds calls that no endpoint of their own was made for</span> : null}
    </>
  );
}

/** Whether it counts as a login endpoint, for those who may say so. */
function LoginMark({ endpoint: { id, isLogin } }: { endpoint: EndpointInfo }) {
  const { project } = useProject();
  const mayMark = useMay('project:update');
  const flag = useFlagLogin(project.id);
  if (!mayMark) return null;
  return (
    <div className="-mt-2 flex flex-wrap items-center gap-x-3 gap-y-1 text-12 text-ink-2">
      <Button
        size="touch"
        busy={flag.isPending && 'Saving…'}
        onClick={() => flag.mutate({ endpointId: id, isLogin: !isLogin })}
      >
        {isLogin ? 'This is no login endpoint' : 'Mark as login endpoint'}
      </Button>
      <span>
        {isLogin ? '' : 'Its route looks like a login. '}
        {LOGIN_MEANS}
      </span>
      {flag.error ? (
        <span role="alert" className="text-attack">
          {flag.error.message}
        </span>
      ) : null}
    </div>
  );
}
