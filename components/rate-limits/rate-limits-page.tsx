'use client';

import { useRouter } from 'next/navigation';
import { type ReactNode, useMemo, useState } from 'react';
import { usePageState } from '../../lib/client';
import type { RatePolicyItem, RatePolicyWithHeadroom } from '../../lib/shared';
import { countOf } from '../../lib/shared';
import { FormRefusal } from '../forms/form-refusal';
import { ReadError } from '../failures/read-error';
import { useMay } from '../project/use-may';
import { usePlace } from '../project/use-place';
import { useShownRange } from '../range/use-shown-range';
import { Button } from '../ui/control/button';
import { ButtonLink } from '../ui/control/button-link';
import { useHotkeys } from '../ui/keys/use-hotkeys';
import { PageTitle } from '../ui/layout/page-title';
import { Panel } from '../ui/layout/panel';
import { AsyncView } from '../ui/state/async-view';
import { EmptyState } from '../ui/state/empty-state';
import { SkeletonRows } from '../ui/state/skeleton';
import { Table } from '../ui/table/table';
import { DeletePolicy } from './delete-policy';
import { OF_POLICIES } from './policy-place';
import { policyColumns } from './policy-columns';
import { SuggestedPolicies } from './suggested-policies';
import { usePolicyChanges } from './use-policy-changes';
import { useRatePolicies } from './use-rate-policies';

/** Every rate policy with its headroom in the range. Key `r` begins a new one. */
export function RateLimitsPage() {
  const shownRange = useShownRange();
  const to = usePlace();
  const router = useRouter();
  const mayWrite = useMay(OF_POLICIES.permission);
  const changes = usePolicyChanges();
  const [deleting, setDeleting] = useState<RatePolicyItem | null>(null);
  const { result, count } = useRatePolicies();
  useHotkeys({ r: () => (mayWrite ? router.push(to('/rate-limits/new')) : false) });
  const add = mayWrite ? (
    <ButtonLink kind="ink" size="tall" href={to('/rate-limits/new')} shortcut="r">
      New policy
    </ButtonLink>
  ) : null;
  const known = result.data ? `${countOf(result.data.length, 'policy', 'policies')}, ` : '';
  const close = () => setDeleting(null);
  return (
    <>
      <PageTitle note={`${known}${shownRange}`} end={add}>
        Rate limits
      </PageTitle>
      <FormRefusal message={changes.error?.message} />
      {deleting ? <DeletePolicy policy={deleting} changes={changes} onDeleted={close} onCancel={close} /> : null}
      <Panel label="Rate policies" flush>
        <AsyncView
          result={result}
          loading={<SkeletonRows rows={4} />}
          failing={(error, retry) => (
            <ReadError title="The rate policies could not be read." onRetry={retry} error={error} minHeight={240} />
          )}
          isEmpty={(policies) => policies.length === 0}
          empty={count === 0 ? <NoPolicy add={add} /> : <NoneHere />}
        >
          {(policies) => (
            <PolicyTable policies={policies} turn={changes.turn.mutate} onDelete={mayWrite ? setDeleting : null} />
          )}
        </AsyncView>
      </Panel>
      {mayWrite && count === 0 ? <SuggestedPolicies /> : null}
    </>
  );
}

type PolicyTableProps = {
  policies: readonly RatePolicyWithHeadroom[];
  turn: (change: { policyId: string; enabled: boolean }) => void;
  /** Null for people who may not change policies. */
  onDelete: ((policy: RatePolicyItem) => void) | null;
};

function PolicyTable({ policies, turn, onDelete }: PolicyTableProps) {
  const { fromMs, toMs } = usePageState().range;
  const to = usePlace();
  const columns = useMemo(
    () =>
      policyColumns({
        range: { fromMs, toMs },
        write: onDelete && { turn: ({ id }, enabled) => turn({ policyId: id, enabled }), remove: onDelete },
      }),
    [fromMs, toMs, turn, onDelete],
  );
  return (
    <Table
      label="Rate policies"
      primary
      columns={columns}
      rows={policies}
      rowKey={({ id }) => id}
      rowHref={({ id }) => to(`/rate-limits/${id}`)}
      foot="Watched, not enforced: more calls than a policy allows become an incident."
      keyHints={onDelete ? [['r', 'new policy']] : []}
    />
  );
}

function NoPolicy({ add }: { add: ReactNode }) {
  return (
    <EmptyState minHeight={240} title="No rate policy yet." actions={add}>
      A policy says how many calls one caller, consumer or account may send in a time. This page then shows how close
      each comes to it, and more calls become an incident. Nothing is blocked.
    </EmptyState>
  );
}

function NoneHere() {
  const { environment, setEnvironment } = usePageState();
  return (
    <EmptyState
      minHeight={240}
      title={`No rate policy counts calls in ${environment}.`}
      actions={
        <Button size="tall" onClick={() => setEnvironment(null)}>
          Show all environments
        </Button>
      }
    />
  );
}
