'use client';

import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { callKindsQuery, usePageState } from '../../lib/client';
import type { CallKindsAnswer } from '../../lib/shared';
import { formatCount, formatMoment } from '../../lib/shared';
import { ReadError } from '../failures/read-error';
import { useProject } from '../project/project-provider';
import { lookedAt } from '../range/counted-over';
import { useCallsHref } from '../range/use-calls-href';
import { BelowFold } from '../ui/layout/below-fold';
import { PanelCell, PanelGrid } from '../ui/layout/panel';
import { AsyncView } from '../ui/state/async-view';
import { EmptyState } from '../ui/state/empty-state';
import { SkeletonRows } from '../ui/state/skeleton';
import { type KindsHref, Clients, ContentTypes, Methods, Sizes, Statuses } from './kind-tables';

/** Whose calls: an endpoint's, a consumer's, or all of the project. */
export interface KindsOf {
  endpoint?: string;
  consumer?: string;
}

type CallKindsProps = { of: KindsOf; now: number };

/** The kinds of calls, which stand below what a page shows first. */
export function CallKinds(props: CallKindsProps) {
  return (
    <BelowFold label="Kinds of calls" rows={9}>
      <Kinds {...props} />
    </BelowFold>
  );
}

/** Clients, methods with types and sizes of bodies, and status codes, from the calls themselves. An endpoint has its method and tells its codes elsewhere. */
function Kinds({ of, now }: CallKindsProps) {
  const { project } = useProject();
  const { range, environment } = usePageState();
  const { fromMs, toMs } = range;
  const result = useQuery(callKindsQuery(project.id, { fromMs, toMs, environment, ...of }));
  const callsHref = useCallsHref(result.data && lookedAt(result.data));
  const href: KindsHref = (filter) => hrefOf(callsHref({ ...of }), filter);
  const cell = (title: string, body: (answer: CallKindsAnswer) => ReactNode) => (
    <PanelCell title={title} flush>
      <AsyncView
        result={result}
        loading={<SkeletonRows rows={6} rowHeight={28} />}
        failing={(error, retry) => <ReadError title={`${title} could not be read.`} onRetry={retry} error={error} />}
        isEmpty={({ calls }) => calls === 0}
        empty={<EmptyState title="No calls of this range are kept." />}
      >
        {(answer) => (
          <>
            {body(answer)}
            <LookedBack answer={answer} now={now} />
          </>
        )}
      </AsyncView>
    </PanelCell>
  );
  const clients = cell('Clients', (answer) => <Clients answer={answer} href={href} />);
  const bodies = cell('Bodies', (answer) => (
    <>
      <ContentTypes answer={answer} href={href} />
      <Sizes answer={answer} href={href} />
    </>
  ));
  if (of.endpoint !== undefined) {
    return (
      <PanelGrid columns={2}>
        {clients}
        {bodies}
      </PanelGrid>
    );
  }
  return (
    <PanelGrid>
      {cell('Status codes', (answer) => (
        <Statuses answer={answer} href={href} />
      ))}
      {clients}
      {cell('Methods and bodies', (answer) => (
        <>
          <Methods answer={answer} href={href} />
          <ContentTypes answer={answer} href={href} />
          <Sizes answer={answer} href={href} />
        </>
      ))}
    </PanelGrid>
  );
}

/** A filter of several values repeats its name. */
function hrefOf(base: string, filter: Readonly<Record<string, readonly string[]>>): string {
  const more = new URLSearchParams(
    Object.entries(filter).flatMap(([name, values]) => values.map((value) => [name, value])),
  ).toString();
  return more === '' ? base : `${base}${base.includes('?') ? '&' : '?'}${more}`;
}

/** Says so when not all calls were looked at. */
function LookedBack({ answer: { searchedBackTo, calls }, now }: { answer: CallKindsAnswer; now: number }) {
  if (searchedBackTo === null) return null;
  return (
    <p className="border-t border-line px-4 py-2 text-12 text-ink-3">
      The newest {formatCount(calls)} calls, back to {formatMoment(searchedBackTo, now)} UTC.
    </p>
  );
}
