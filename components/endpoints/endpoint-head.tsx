'use client';

import { useRouter } from 'next/navigation';
import type { EndpointDetail, EndpointInfo, OpenIncident } from '../../lib/shared';
import { countOf, endpointName, formatAgo, formatDate, formatMoment, isOther, shownPath } from '../../lib/shared';
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
import { EndpointNaming } from './naming/endpoint-naming';
import { EndpointNeighbours } from './endpoint-neighbours';
import { LOGIN_MEANS } from './login-suggestion';
import { useFlagLogin } from './use-flag-login';
import { useHrefs } from './use-hrefs';

/** Route, what is open about it, what is known of it; key `c` opens its calls. */
export function EndpointHead({ answer, now }: { answer: EndpointDetail; now: number }) {
  const to = usePlace();
  const { callsHref } = useHrefs(answer);
  const router = useRouter();
  const { endpoint, incidents, totals } = answer;
  const name = endpointName(endpoint);
  const calls = callsHref(endpoint.id);
  useHotkeys({ c: () => (document.activeElement?.closest('tr') ? false : router.push(calls)) });
  return (
    <>
      <PageTitle
        above={
          <span className="flex items-center justify-between gap-4">
            <span className="min-w-0 truncate">
              <TextLink href={to('/endpoints')}>Endpoints</TextLink> / {name}
            </span>
            <EndpointNeighbours endpointId={endpoint.id} />
          </span>
        }
        below={<EndpointFacts endpoint={endpoint} now={now} />}
        end={
          totals.calls === 0 ? null : (
            <ButtonLink size="touch" href={calls} shortcut="c">
              Open {countOf(totals.calls, 'call')}
            </ButtonLink>
          )
        }
      >
        <span className={isOther(endpoint) ? undefined : 'font-mono font-medium'}>{name}</span>
      </PageTitle>
      {incidents.length > 0 ? <OpenIncidents incidents={incidents} /> : null}
      {endpoint.loginSuggested ? <MarkAsLogin endpointId={endpoint.id} /> : null}
      {isOther(endpoint) ? null : <EndpointNaming endpoint={endpoint} calls={totals.calls} />}
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
  const { firstSeenAt, lastSeenAt, isLogin } = endpoint;
  const ago = formatAgo(Math.max(0, now - Date.parse(lastSeenAt)));
  if (isOther(endpoint)) return <span>Calls that no endpoint of their own was made for</span>;
  return (
    <>
      <span>First call {formatDate(firstSeenAt)}</span>
      <span>Last call {ago ?? `${formatMoment(lastSeenAt, now)} UTC`}</span>
      {endpoint.template === endpoint.route ? null : <span>Comes in as {shownPath(endpoint.template)}</span>}
      {endpoint.ignoredAt ? <span>Ignored since {formatMoment(endpoint.ignoredAt, now)} UTC</span> : null}
      {isLogin ? <LoginFact endpointId={endpoint.id} /> : null}
    </>
  );
}

/** Says that it is a login endpoint, with the way back for those who may say otherwise. */
function LoginFact({ endpointId }: { endpointId: number }) {
  const { project } = useProject();
  const mayMark = useMay('project:update');
  const flag = useFlagLogin(project.id);
  return (
    <span className="inline-flex flex-wrap items-center gap-x-2">
      Login endpoint
      {mayMark ? (
        <Button
          size="sm"
          kind="quiet"
          busy={flag.isPending && 'Saving…'}
          onClick={() => flag.mutate({ endpointId, isLogin: false })}
        >
          Take the mark off
        </Button>
      ) : null}
      <Refusal error={flag.error} />
    </span>
  );
}

/** Offers the mark for a route that looks like a login, to those who may set it. */
function MarkAsLogin({ endpointId }: { endpointId: number }) {
  const { project } = useProject();
  const mayMark = useMay('project:update');
  const flag = useFlagLogin(project.id);
  if (!mayMark) return null;
  return (
    <div className="-mt-2 flex flex-wrap items-center gap-x-3 gap-y-1 text-12 text-ink-2">
      <Button
        size="touch"
        busy={flag.isPending && 'Marking…'}
        onClick={() => flag.mutate({ endpointId, isLogin: true })}
      >
        Mark as login endpoint
      </Button>
      <span>Its route looks like a login. {LOGIN_MEANS}</span>
      <Refusal error={flag.error} />
    </div>
  );
}

function Refusal({ error }: { error: Error | null }) {
  if (!error) return null;
  return (
    <span role="alert" className="text-attack">
      {error.message}
    </span>
  );
}
