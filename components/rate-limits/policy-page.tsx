'use client';

import type { ReactNode } from 'react';
import { ApiError, useNow } from '../../lib/client';
import type { RatePolicyWithHeadroom } from '../../lib/shared';
import { formatMoment } from '../../lib/shared';
import { ReadError } from '../failures/read-error';
import { usePlace } from '../project/use-place';
import { ButtonLink } from '../ui/control/button-link';
import { PageTitle } from '../ui/layout/page-title';
import { Panel } from '../ui/layout/panel';
import { AsyncView } from '../ui/state/async-view';
import { EmptyState } from '../ui/state/empty-state';
import { SkeletonBlock } from '../ui/state/skeleton';
import { PolicyEditor } from './editor/policy-editor';
import { Standing } from './standing';
import { PolicyHeadroom } from './policy-headroom';
import { OF_POLICIES } from './policy-place';
import { useRatePolicy } from './use-rate-policies';

/** One policy: as a sentence to be changed, with what it counted in the range. */
export function PolicyPage({ policyId }: { policyId: string }) {
  const result = useRatePolicy(policyId);
  return (
    <AsyncView
      result={result}
      loading={
        <Outside>
          <SkeletonBlock height={320} />
        </Outside>
      }
      failing={(error, retry) => (
        <Outside>
          <Failing error={error} retry={retry} />
        </Outside>
      )}
    >
      {(policy) => <Policy key={policy.id} policy={policy} />}
    </AsyncView>
  );
}

function Policy({ policy }: { policy: RatePolicyWithHeadroom }) {
  const now = useNow(30_000);
  const { countedFrom } = policy.headroom;
  return (
    <div className="grid min-w-0 gap-4">
      <PolicyEditor
        policy={policy}
        below={
          <>
            <Standing policy={policy} />
            {countedFrom ? <span>Counts since {formatMoment(countedFrom, now, 'minute')} UTC</span> : null}
          </>
        }
        after={<PolicyHeadroom policy={policy} />}
      />
    </div>
  );
}

function Outside({ children }: { children: ReactNode }) {
  return (
    <div className="grid gap-4">
      <PageTitle>Policy</PageTitle>
      <Panel label="Policy" flush>
        {children}
      </Panel>
    </div>
  );
}

function Failing({ error, retry }: { error: Error; retry: () => void }) {
  const to = usePlace();
  if (error instanceof ApiError && (error.code === 'not_found' || error.details.field === 'policy')) {
    return (
      <EmptyState
        minHeight={240}
        title="There is no such policy."
        actions={<ButtonLink href={to(OF_POLICIES.path)}>All policies</ButtonLink>}
      >
        It may have been deleted.
      </EmptyState>
    );
  }
  return <ReadError title="The policy could not be read." onRetry={retry} error={error} minHeight={240} />;
}
