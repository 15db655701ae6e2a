'use client';

import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { loginEntitiesQuery, usePageState } from '../../lib/client';
import type { IncidentItem, LoginEntitiesAnswer } from '../../lib/shared';
import { formatCount, formatMoment } from '../../lib/shared';
import { incidentsBy } from '../incidents/incidents-by';
import { useProject } from '../project/project-provider';
import { usePlace } from '../project/use-place';
import { Panel } from '../ui/layout/panel';
import { type AsyncResult, AsyncView } from '../ui/state/async-view';
import { EmptyState } from '../ui/state/empty-state';
import { ReadError } from '../failures/read-error';
import { SkeletonRows } from '../ui/state/skeleton';
import { Table } from '../ui/table/table';
import { attemptsHref } from './attempt-filters';
import { accountColumns, callerColumns } from './entity-columns';

type LoginEntitiesProps = { incidents: readonly IncidentItem[]; now: number };

/** Accounts and callers with the most failures; read apart from the page, from the attempts themselves. */
export function LoginEntities({ incidents, now }: LoginEntitiesProps) {
  const { project } = useProject();
  const { range, environment } = usePageState();
  const result = useQuery(loginEntitiesQuery(project.id, { fromMs: range.fromMs, toMs: range.toMs, environment }));
  const answer = result.data;
  const back = answer?.searchedBackTo ? `, looked back to ${formatMoment(answer.searchedBackTo, now)} UTC` : '';
  const note = (shown: number, count: number) =>
    shown < count ? `${shown} of ${formatCount(count)} with the most failures${back}` : `${formatCount(count)}${back}`;
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-4 lg:grid-cols-2">
      <Panel
        title="Accounts"
        note={answer ? note(answer.accounts.length, answer.accountCount) : null}
        flush
        foot="Hashes are keyed per project; Callwatch never stores the login name."
      >
        <Part result={result} what="accounts">
          {(known) => <Accounts answer={known} incidents={incidents} now={now} />}
        </Part>
      </Panel>
      <Panel title="Callers" note={answer ? note(answer.callers.length, answer.callerCount) : null} flush>
        <Part result={result} what="callers">
          {(known) => <Callers answer={known} incidents={incidents} now={now} />}
        </Part>
      </Panel>
    </div>
  );
}

type PartProps = {
  result: AsyncResult<LoginEntitiesAnswer>;
  what: string;
  children: (answer: LoginEntitiesAnswer) => ReactNode;
};

function Part({ result, what, children }: PartProps) {
  return (
    <AsyncView
      result={result}
      loading={<SkeletonRows rows={8} rowHeight={28} />}
      failing={(error, retry) => <ReadError title={`The ${what} could not be read.`} onRetry={retry} error={error} />}
    >
      {children}
    </AsyncView>
  );
}

type ListProps = LoginEntitiesProps & { answer: LoginEntitiesAnswer };

function Accounts({ answer, incidents, now }: ListProps) {
  const to = usePlace();
  return (
    <Table
      label="Accounts with the most failures"
      columns={accountColumns({
        now,
        incidents: incidentsBy(incidents, 'accounts'),
        hrefOf: (filter) => attemptsHref(to, filter),
      })}
      rows={answer.accounts}
      rowKey={({ accountHash }) => accountHash}
      rowHref={({ accountHash }) => attemptsHref(to, { account: accountHash })}
      compact
      empty={<EmptyState title="No attempt names an account." />}
    />
  );
}

function Callers({ answer, incidents, now }: ListProps) {
  const to = usePlace();
  return (
    <Table
      label="Callers with the most failures"
      columns={callerColumns({
        now,
        incidents: incidentsBy(incidents, 'callers'),
        hrefOf: (filter) => attemptsHref(to, filter),
      })}
      rows={answer.callers}
      rowKey={({ address }) => address}
      rowHref={({ address }) => attemptsHref(to, { caller: address })}
      compact
      empty={<EmptyState title="No caller is known of these attempts." />}
    />
  );
}
