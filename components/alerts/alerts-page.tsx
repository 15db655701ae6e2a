'use client';

import { useQuery } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { parseAsInteger, parseAsString, parseAsStringLiteral, useQueryState } from 'nuqs';
import { useMemo } from 'react';
import { rulesQuery, useNow } from '../../lib/client';
import type { AlertItem } from '../../lib/shared';
import { ALERT_STATES, countOf } from '../../lib/shared';
import { FormRefusal } from '../forms/form-refusal';
import { useProject } from '../project/project-provider';
import { useMay } from '../project/use-may';
import { usePlace } from '../project/use-place';
import { Button } from '../ui/control/button';
import { ButtonLink } from '../ui/control/button-link';
import { Segmented } from '../ui/control/segmented';
import { useHotkeys } from '../ui/keys/use-hotkeys';
import { PageTitle } from '../ui/layout/page-title';
import { Panel } from '../ui/layout/panel';
import { AsyncView } from '../ui/state/async-view';
import { EmptyState } from '../ui/state/empty-state';
import { ReadError } from '../failures/read-error';
import { SkeletonRows } from '../ui/state/skeleton';
import { loadOlder } from '../ui/table/load-older';
import { Table } from '../ui/table/table';
import { AcknowledgeSelected } from './acknowledge-selected';
import { alertColumns } from './alert-columns';
import { AlertDetail } from './alert-detail';
import { type Acknowledge, type AcknowledgeMany, useAcknowledge, useAcknowledgeMany } from './use-acknowledge';
import { useAlerts } from './use-alerts';

const CHOICES = [
  { value: 'all', label: 'All' },
  { value: 'firing', label: 'Firing' },
  { value: 'nodata', label: 'No data' },
  { value: 'resolved', label: 'Resolved' },
] as const;

/** Which alerts are shown and which is open; it lives in the URL. */
function useShown() {
  const [state, setState] = useQueryState('state', parseAsStringLiteral(ALERT_STATES));
  const [rule, setRule] = useQueryState('rule', parseAsString);
  const [opened, setOpened] = useQueryState('alert', parseAsInteger);
  return {
    state,
    rule,
    opened,
    pickState: (value: string) => void setState(ALERT_STATES.find((known) => known === value) ?? null),
    open: (id: number | null) => void setOpened(id),
    clearRule: () => void setRule(null),
    clear: () => {
      void setState(null);
      void setRule(null);
    },
  };
}

type Shown = ReturnType<typeof useShown>;

/** What metric rules have fired: what goes on first, then newest first. */
export function AlertsPage() {
  const to = usePlace();
  const router = useRouter();
  const shown = useShown();
  const mayAcknowledge = useMay('alert:acknowledge');
  const mayWrite = useMay('rule:write');
  const acknowledge = useAcknowledge();
  const many = useAcknowledgeMany();
  useHotkeys({ r: () => (mayWrite ? router.push(to('/rules/new')) : false) });
  return (
    <>
      <PageTitle note="whatever the time range, firing first">Alerts</PageTitle>
      <div className="flex flex-wrap items-center gap-2">
        <Segmented<string> label="State" options={CHOICES} value={shown.state ?? 'all'} onChange={shown.pickState} />
        {shown.rule === null ? null : <RuleFilter ruleId={shown.rule} onClear={shown.clearRule} />}
      </div>
      <FormRefusal message={(acknowledge.error ?? many.error)?.message} />
      <AlertList shown={shown} acknowledge={mayAcknowledge ? acknowledge : null} many={mayAcknowledge ? many : null} />
      <AlertDetail
        alertId={shown.opened}
        acknowledge={mayAcknowledge ? acknowledge : null}
        onClose={() => shown.open(null)}
      />
    </>
  );
}

/** The rule whose alerts alone are shown. */
function RuleFilter({ ruleId, onClear }: { ruleId: string; onClear: () => void }) {
  const { project } = useProject();
  const rule = useQuery(rulesQuery(project.id)).data?.rules.find(({ id }) => id === ruleId);
  return (
    <Button size="tall" onClick={onClear}>
      Rule: {rule?.name ?? ruleId} ×<span className="sr-only">, show all rules</span>
    </Button>
  );
}

/** Nulls for people who may not acknowledge. */
type AlertListProps = { shown: Shown; acknowledge: Acknowledge | null; many: AcknowledgeMany | null };

function AlertList({ shown, acknowledge, many }: AlertListProps) {
  const { result, older } = useAlerts(shown.state, shown.rule);
  const now = useNow(30_000);
  const columns = useMemo(() => alertColumns({ now, acknowledge }), [now, acknowledge]);
  return (
    <Panel label="Alerts" flush>
      <AsyncView
        result={result}
        loading={<SkeletonRows rows={8} />}
        failing={(error, retry) => (
          <ReadError title="The alerts could not be read." onRetry={retry} error={error} minHeight={240} />
        )}
        isEmpty={(alerts) => alerts.length === 0}
        empty={<NoAlerts shown={shown} />}
      >
        {(alerts: readonly AlertItem[]) => (
          <Table<AlertItem>
            label="Alerts, firing first, then newest first"
            primary
            columns={columns}
            rows={alerts}
            rowKey={({ id }) => id}
            onOpen={({ id }) => shown.open(id)}
            selectedKey={shown.opened}
            {...(many && {
              bulk: (selected, clear) => <AcknowledgeSelected alerts={selected} many={many} onDone={clear} />,
            })}
            foot={countOf(alerts.length, 'alert')}
            footEnd={loadOlder(older)}
          />
        )}
      </AsyncView>
    </Panel>
  );
}

function NoAlerts({ shown: { state, rule, clear } }: { shown: Shown }) {
  const to = usePlace();
  const filters = Number(state !== null) + Number(rule !== null);
  if (filters > 0) {
    return (
      <EmptyState
        minHeight={240}
        title={state === 'firing' ? 'Nothing is firing.' : 'No alert passes the filters.'}
        actions={<Button onClick={clear}>Clear {countOf(filters, 'filter')}</Button>}
      />
    );
  }
  return (
    <EmptyState
      minHeight={240}
      title="No alerts yet."
      actions={<ButtonLink href={to('/rules')}>See the rules</ButtonLink>}
    >
      A rule that watches a number writes one each time it fires.
    </EmptyState>
  );
}
