'use client';

import { useRouter } from 'next/navigation';
import { useEffect, useState } from 'react';
import { useNow } from '../../lib/client';
import { countOf, formatDate, formatDuration, formatTime } from '../../lib/shared';
import { useProject } from '../project/project-provider';
import { useHotkeys } from '../ui/keys/use-hotkeys';
import { PageTitle } from '../ui/layout/page-title';
import { Panel } from '../ui/layout/panel';
import { Step } from '../ui/layout/step';
import { ButtonLink } from '../ui/control/button-link';
import { ReadError } from '../failures/read-error';
import { SkeletonBlock } from '../ui/state/skeleton';
import { ArrivingNow, ReceivedCall } from './arrived-panels';
import { forgetKey, peekKey } from './fresh-key';
import { IngestPanel } from './ingest-panel';
import { KeyStep } from './key-step';
import { SendStep } from './send-step';
import { type Arrivals, useArrivals } from './use-arrivals';

/** From nothing to the first call: project, key, code, and the call itself when it comes. */
export function StartPage({ openedAtMs, clone }: { openedAtMs: number; clone: string | null }) {
  const { project } = useProject();
  const arrivals = useArrivals(project.id, openedAtMs);
  const [freshKey, setFreshKey] = useState(() => peekKey(project.id));
  useEffect(forgetKey, []);
  return (
    <>
      <StartTitle arrivals={arrivals} openedAtMs={openedAtMs} />
      <div className="mt-3 grid grid-cols-[minmax(0,1fr)] gap-x-10 gap-y-4 lg:grid-cols-[minmax(0,1fr)_400px]">
        <ol>
          <ProjectStep />
          <KeyStep freshKey={freshKey} onKey={setFreshKey} />
          <SendStep freshKey={freshKey} clone={clone} done={arrivals.first !== null} />
          <LastStep arrivals={arrivals} />
        </ol>
        <div className="grid content-start gap-4">
          <Side arrivals={arrivals} openedAtMs={openedAtMs} />
        </div>
      </div>
    </>
  );
}

type Watching = { arrivals: Arrivals; openedAtMs: number };

function StartTitle({ arrivals, openedAtMs }: Watching) {
  const { project } = useProject();
  const { first, cameAtMs, lastCallAt } = arrivals;
  if (first) {
    const below =
      cameAtMs === null
        ? 'Calls are arriving.'
        : `The ${lastCallAt ? 'next' : 'first'} call arrived ${formatDuration(Math.max(0, cameAtMs - openedAtMs))} after this page was opened.`;
    return (
      <div aria-live="polite">
        <PageTitle below={below}>{project.name} is being watched</PageTitle>
      </div>
    );
  }
  return (
    <PageTitle below="Four steps, about 3 minutes. Everything stays on this server.">
      {lastCallAt ? `Send calls to ${project.name}` : 'Watch your first call'}
    </PageTitle>
  );
}

function ProjectStep() {
  const { project } = useProject();
  const slugs = project.environments.filter(({ archive }) => !archive).map(({ slug }) => slug);
  return (
    <Step number={1} state="done" title="Create a project">
      <p>
        <b className="font-medium text-ink">{project.name}</b>, {slugs.length === 1 ? 'environment' : 'environments'}{' '}
        <b className="font-medium text-ink">{slugs.join(', ')}</b>, times in UTC, calls kept for{' '}
        {countOf(project.retentionDays, 'd', 'd')} on this server.
      </p>
    </Step>
  );
}

/** Only what came while the page was open is told as an arrival. */
function arrivedWords({ cameAtMs, lastCallAt }: Arrivals): string {
  if (cameAtMs === null) return 'Calls are arriving';
  return lastCallAt ? 'A call arrived' : 'First call arrived';
}

function LastStep({ arrivals }: { arrivals: Arrivals }) {
  const { first, cameAtMs, lastCallAt } = arrivals;
  const { base } = useProject();
  const router = useRouter();
  useHotkeys({
    Enter: () => {
      if (!first || document.activeElement?.closest('button, a')) return false;
      router.push(base);
      return true;
    },
  });
  if (first) {
    return (
      <Step
        number={4}
        state="done"
        last
        title={arrivedWords(arrivals)}
        note={cameAtMs === null ? null : `${formatTime(first.finishedAt, 'millisecond')} UTC`}
      >
        <p>Baselines need 7 d of calls. Until then, attack detection uses fixed limits and charts show no band.</p>
        <div className="mt-1 flex flex-wrap gap-2">
          <ButtonLink href={base} kind="ink" size="touch" shortcut="↵">
            Open overview
          </ButtonLink>
          <ButtonLink href={`${base}/channels`} size="touch">
            Add a mail or webhook channel
          </ButtonLink>
        </div>
      </Step>
    );
  }
  return (
    <Step
      number={4}
      state="waiting"
      last
      title={lastCallAt ? 'Waiting for the next call…' : 'Waiting for the first call…'}
    >
      <p>
        {lastCallAt ? `The last call finished on ${formatDate(lastCallAt)}, ${formatTime(lastCallAt)} UTC. ` : null}
        Start your API and open any page that uses it. This page changes by itself when the call arrives.
      </p>
    </Step>
  );
}

function Side({ arrivals, openedAtMs }: Watching) {
  const now = useNow(30_000);
  const { first, calls, cameAtMs, error } = arrivals;
  if (error) {
    return (
      <Panel label="Ingest" flush>
        <ReadError title="The calls could not be read." onRetry={arrivals.retry} error={error} />
      </Panel>
    );
  }
  if (arrivals.loading) {
    return (
      <Panel label="Ingest" flush>
        <SkeletonBlock height={140} />
      </Panel>
    );
  }
  if (!first) return <IngestPanel openedAtMs={openedAtMs} />;
  const isFirst = cameAtMs !== null && !arrivals.lastCallAt;
  return (
    <>
      <ReceivedCall call={isFirst ? first : (calls[0] ?? first)} title={isFirst ? 'First call' : 'Newest call'} />
      <ArrivingNow calls={calls} now={now} />
    </>
  );
}
