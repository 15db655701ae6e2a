'use client';

import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useMemo, useState } from 'react';
import { alertsQuery, channelsQuery, rulesQuery, useNow } from '../../lib/client';
import type { ChannelItem, RuleItem } from '../../lib/shared';
import { countOf } from '../../lib/shared';
import { FormRefusal } from '../forms/form-refusal';
import { useProject } from '../project/project-provider';
import { useMay } from '../project/use-may';
import { usePlace } from '../project/use-place';
import { ButtonLink } from '../ui/control/button-link';
import { useHotkeys } from '../ui/keys/use-hotkeys';
import { PageTitle } from '../ui/layout/page-title';
import { Panel } from '../ui/layout/panel';
import { AsyncView } from '../ui/state/async-view';
import { EmptyState } from '../ui/state/empty-state';
import { ReadError } from '../failures/read-error';
import { SkeletonRows } from '../ui/state/skeleton';
import { Table } from '../ui/table/table';
import { DeleteRule } from './delete-rule';
import { latestAlerts } from './last-firing';
import { ruleColumns } from './rule-columns';
import { useEndpointNames } from './use-endpoint-names';
import { TurnSelected } from './turn-selected';
import { type RuleChanges, useRuleChanges } from './use-rule-changes';

const NO_CHANNELS: readonly ChannelItem[] = [];

/** Every rule of the project with its state now. Key `r` begins a new one. */
export function RulesPage() {
  const { project } = useProject();
  const to = usePlace();
  const router = useRouter();
  const mayWrite = useMay('rule:write');
  const changes = useRuleChanges();
  const [deleting, setDeleting] = useState<RuleItem | null>(null);
  const result = useQuery(rulesQuery(project.id));
  useHotkeys({ r: () => (mayWrite ? router.push(to('/rules/new')) : false) });
  const add = mayWrite ? (
    <ButtonLink kind="ink" size="tall" href={to('/rules/new')} shortcut="r">
      New rule
    </ButtonLink>
  ) : null;
  return (
    <>
      <PageTitle note={result.data ? countOf(result.data.rules.length, 'rule') : null} end={add}>
        Rules
      </PageTitle>
      <FormRefusal message={changes.error?.message} />
      {deleting ? (
        <DeleteRule
          rule={deleting}
          changes={changes}
          onDeleted={() => setDeleting(null)}
          onCancel={() => setDeleting(null)}
        />
      ) : null}
      <Panel label="Rules" flush>
        <AsyncView
          result={result}
          loading={<SkeletonRows rows={4} />}
          failing={(error, retry) => (
            <ReadError title="The rules could not be read." onRetry={retry} error={error} minHeight={240} />
          )}
          isEmpty={({ rules }) => rules.length === 0}
          empty={
            <EmptyState minHeight={240} title="No rules yet." actions={add}>
              Nobody is told of anything: neither of attacks nor of numbers that leave their limits.
            </EmptyState>
          }
        >
          {({ rules }) => <RuleTable rules={rules} changes={changes} onDelete={mayWrite ? setDeleting : null} />}
        </AsyncView>
      </Panel>
    </>
  );
}

type RuleTableProps = {
  rules: readonly RuleItem[];
  changes: RuleChanges;
  /** Null for people who may not change rules. */
  onDelete: ((rule: RuleItem) => void) | null;
};

function RuleTable({ rules, changes, onDelete }: RuleTableProps) {
  const turn = changes.turn.mutate;
  const { project } = useProject();
  const to = usePlace();
  const now = useNow(30_000);
  const endpointName = useEndpointNames();
  const channels = useQuery(channelsQuery(project.id)).data?.channels ?? NO_CHANNELS;
  const newest = useInfiniteQuery(alertsQuery(project.id, { state: null, rule: null })).data?.pages[0];
  const columns = useMemo(
    () =>
      ruleColumns({
        now,
        channels,
        latest: newest && latestAlerts(newest),
        endpointName,
        write: onDelete && { turn: ({ id }, enabled) => turn({ ruleId: id, enabled }), remove: onDelete },
      }),
    [now, channels, newest, endpointName, turn, onDelete],
  );
  return (
    <Table<RuleItem>
      label="Rules"
      primary
      columns={columns}
      rows={rules}
      rowKey={({ id }) => id}
      rowHref={({ id }) => to(`/rules/${id}`)}
      foot={countOf(rules.length, 'rule')}
      {...(onDelete && {
        bulk: (selected, clear) => <TurnSelected rules={selected} changes={changes} onDone={clear} />,
      })}
      keyHints={onDelete ? [['r', 'new rule']] : []}
    />
  );
}
