'use client';

import { useQuery } from '@tanstack/react-query';
import { ApiError, moversQuery, usePageState } from '../../lib/client';
import type { MoversAnswer } from '../../lib/shared';
import { comparisonWords, formatSpan } from '../../lib/shared';
import { ReadError } from '../failures/read-error';
import { useProject } from '../project/project-provider';
import { Panel } from '../ui/layout/panel';
import { AsyncView } from '../ui/state/async-view';
import { EmptyState } from '../ui/state/empty-state';
import { SkeletonRows } from '../ui/state/skeleton';
import { ComingTable } from './coming-table';
import { ConsumerMoves, EndpointMoves } from './move-tables';

/** What moved against the range that the page compares with, the period before where it compares with none. */
export function MoversPanel() {
  const { project } = useProject();
  const { range, environment, compare } = usePageState();
  const { fromMs, toMs } = range;
  const vs = compare ?? 'prev';
  const result = useQuery(moversQuery(project.id, { fromMs, toMs, environment, vs }));
  const words = comparisonWords(vs, toMs - fromMs, formatSpan(toMs - fromMs));
  return (
    <Panel title="What moved" note={`vs ${words}, more than chance explains`} flush>
      <AsyncView
        result={result}
        loading={<SkeletonRows rows={6} />}
        failing={(error, retry) => <Failing error={error} retry={retry} />}
        isEmpty={isStill}
        empty={<Still words={words} comparable={result.data?.comparable ?? true} />}
      >
        {(answer) => <Moves answer={answer} />}
      </AsyncView>
    </Panel>
  );
}

/** Nothing moved, and that of all there is. */
const isStill = ({ endpoints, consumers, fresh, returning, gone }: MoversAnswer): boolean =>
  endpoints.length === 0 &&
  consumers?.length === 0 &&
  [fresh, returning, gone].every((coming) => coming !== null && coming.count === 0);

function Still({ words, comparable }: { words: string; comparable: boolean }) {
  if (comparable) return <EmptyState title="Nothing moved more than chance explains." />;
  return (
    <EmptyState title="There is nothing to compare with.">
      Calls were not watched for all of the {words}, or so far back parts of it are not kept.
    </EmptyState>
  );
}

function Failing({ error, retry }: { error: Error; retry: () => void }) {
  if (error instanceof ApiError && error.code === 'invalid') {
    return <EmptyState title="There is nothing to compare with.">{error.message}</EmptyState>;
  }
  return <ReadError title="What moved could not be read." onRetry={retry} error={error} />;
}

/** Endpoints, consumers, and who came and went. */
function Moves({ answer }: { answer: MoversAnswer }) {
  return (
    <>
      {answer.countsComparable ? null : <NotCounted />}
      <MoveTables answer={answer} />
    </>
  );
}

function NotCounted() {
  return (
    <p className="border-b border-line px-4 py-2 text-12 text-ink-3">
      For part of this time Callwatch took no calls: how many there were is not compared.
    </p>
  );
}

function MoveTables({ answer }: { answer: MoversAnswer }) {
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] lg:grid-cols-2 lg:divide-x lg:divide-line">
      <div className="min-w-0">
        <EndpointMoves answer={answer} />
      </div>
      <div className="min-w-0 max-lg:border-t max-lg:border-line">
        {answer.consumers ? <ConsumerMoves moves={answer.consumers} answer={answer} /> : <NotCompared />}
        <ComingTable answer={answer} />
      </div>
    </div>
  );
}

function NotCompared() {
  return (
    <EmptyState title="Consumers are not compared.">
      Parts of hours of the range before hold too many calls to be read one by one, or their calls are not kept; a range
      of whole hours helps.
    </EmptyState>
  );
}
