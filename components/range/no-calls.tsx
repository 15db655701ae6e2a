'use client';

import type { ReactNode } from 'react';
import { usePageState } from '../../lib/client';
import { formatDate, formatDays, formatTime } from '../../lib/shared';
import { useProject } from '../project/project-provider';
import { useArchive } from '../project/use-archive';
import { useStatus } from '../project/use-status';
import { Button } from '../ui/control/button';
import { ButtonLink } from '../ui/control/button-link';
import { EmptyState } from '../ui/state/empty-state';
import { ReadError } from '../failures/read-error';
import { SkeletonBlock } from '../ui/state/skeleton';
import { dayUpTo, daysHolding } from './held-range';
import { useShownRange } from './use-shown-range';

type NoCallsProps = { now: number; minHeight?: number };

/** Stands where the range holds nothing: says where the calls of the environment lie, with a button that shows them. */
export function NoCalls({ now, minHeight = 240 }: NoCallsProps) {
  const { environment } = usePageState();
  const status = useStatus(null, environment);
  const archive = useArchive();
  if (status.error && !status.data) {
    return (
      <ReadError
        title="Where the calls lie could not be read."
        onRetry={() => void status.refetch()}
        error={status.error}
        minHeight={minHeight}
      />
    );
  }
  if (!status.data) return <SkeletonBlock height={minHeight} />;
  const { firstCallAt, lastCallAt } = status.data;
  if (lastCallAt === null)
    return archive ? <EmptyArchive minHeight={minHeight} /> : <NeverCalled now={now} minHeight={minHeight} />;
  const held = { firstCallAt: firstCallAt ?? lastCallAt, lastCallAt };
  return archive ? (
    <Elsewhere minHeight={minHeight} show={<ShowArchive {...held} now={now} />}>
      The archive holds {formatDays(held.firstCallAt, lastCallAt, now)}.
    </Elsewhere>
  ) : (
    <Elsewhere minHeight={minHeight} show={<ShowLastDay lastCallAt={lastCallAt} />}>
      The last call{environment === null ? '' : ` in ${environment}`} was on {formatDate(lastCallAt)},{' '}
      {formatTime(lastCallAt)} UTC.
    </Elsewhere>
  );
}

type ElsewhereProps = { minHeight: number; show: ReactNode; children: ReactNode };

function Elsewhere({ minHeight, show, children }: ElsewhereProps) {
  const title = `No calls between ${useShownRange()}.`;
  return (
    <EmptyState title={title} minHeight={minHeight} actions={show}>
      {children}
    </EmptyState>
  );
}

function ShowArchive({ firstCallAt, lastCallAt, now }: { firstCallAt: string; lastCallAt: string; now: number }) {
  const { setRange } = usePageState();
  return (
    <Button size="tall" onClick={() => setRange(daysHolding(firstCallAt, lastCallAt))}>
      Show {formatDays(firstCallAt, lastCallAt, now)}
    </Button>
  );
}

function ShowLastDay({ lastCallAt }: { lastCallAt: string }) {
  const { setRange } = usePageState();
  const { base } = useProject();
  return (
    <>
      <Button size="tall" onClick={() => setRange(dayUpTo(lastCallAt))}>
        Show the last 24 h with calls
      </Button>
      <ButtonLink kind="quiet" size="tall" href={`${base}/start`}>
        Check ingest
      </ButtonLink>
    </>
  );
}

function EmptyArchive({ minHeight }: { minHeight: number }) {
  return (
    <EmptyState title="Nothing was imported yet." minHeight={minHeight}>
      <code className="font-mono text-12">npm run import</code> reads access logs into the archive, where they are kept
      for good.
    </EmptyState>
  );
}

/** What was imported for good while nothing has arrived otherwise; null where there is none. */
function useImported() {
  const { environment } = usePageState();
  const archive = useProject().project.environments.find((one) => one.archive)?.slug ?? null;
  const { data } = useStatus(null, archive);
  if (environment !== null || archive === null || !data?.lastCallAt) return null;
  return { archive, firstCallAt: data.firstCallAt ?? data.lastCallAt, lastCallAt: data.lastCallAt };
}

function NeverCalled({ now, minHeight }: { now: number; minHeight: number }) {
  const { environment, setEnvironment, setRange } = usePageState();
  const { base } = useProject();
  const imported = useImported();
  const showImported = ({ archive, firstCallAt, lastCallAt }: NonNullable<typeof imported>) => {
    setEnvironment(archive);
    setRange(daysHolding(firstCallAt, lastCallAt));
  };
  return (
    <EmptyState
      title={environment === null ? 'No call has arrived yet.' : `No call has arrived in ${environment} yet.`}
      minHeight={minHeight}
      actions={
        <>
          <ButtonLink kind="ink" size="tall" href={`${base}/start`}>
            Send the first call
          </ButtonLink>
          {environment === null ? null : (
            <Button kind="quiet" size="tall" onClick={() => setEnvironment(null)}>
              Show all environments
            </Button>
          )}
          {imported ? (
            <Button kind="quiet" size="tall" onClick={() => showImported(imported)}>
              Show the archive
            </Button>
          ) : null}
        </>
      }
    >
      {imported
        ? `The archive holds ${formatDays(imported.firstCallAt, imported.lastCallAt, now)}, which was imported.`
        : 'Two lines in your API are enough.'}
    </EmptyState>
  );
}
