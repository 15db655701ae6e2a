'use client';

import { useNow } from '../../lib/client';
import type { RatePolicyWithHeadroom } from '../../lib/shared';
import { formatMoment } from '../../lib/shared';
import { EditedView } from '../rules/editor/edited-view';
import { PolicyEditor } from './editor/policy-editor';
import { Standing } from './standing';
import { PolicyHeadroom } from './policy-headroom';
import { OF_POLICIES } from './policy-place';
import { useRatePolicy } from './use-rate-policies';

/** One policy: as a sentence to be changed, with what it counted in the range. */
export function PolicyPage({ policyId }: { policyId: string }) {
  const result = useRatePolicy(policyId);
  return (
    <EditedView place={OF_POLICIES} result={result}>
      {(policy) => <Policy key={policy.id} policy={policy} />}
    </EditedView>
  );
}

function Policy({ policy }: { policy: RatePolicyWithHeadroom }) {
  const now = useNow(30_000);
  const { countedFrom } = policy.headroom;
  return (
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
  );
}
