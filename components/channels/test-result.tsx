'use client';

import { useInfiniteQuery } from '@tanstack/react-query';
import { deliveriesQuery } from '../../lib/client';
import { formatLatency } from '../../lib/shared';
import { useProject } from '../project/project-provider';
import { StateLabel } from '../ui/state/state-label';

/** What becomes of the test message, live. */
export function TestResult({ deliveryId }: { deliveryId: string }) {
  const { project } = useProject();
  const { data } = useInfiniteQuery(deliveriesQuery(project.id, { state: null }));
  const delivery = data?.pages.flatMap(({ deliveries }) => deliveries).find(({ id }) => id === deliveryId);
  const last = delivery?.attempts.at(-1);
  if (delivery?.state === 'sent') {
    return (
      <output className="text-12">
        <StateLabel state="healthy">Test delivered in {formatLatency(last?.durationMs ?? null)}</StateLabel>
      </output>
    );
  }
  if (delivery?.state === 'failed') {
    return (
      <output className="text-12">
        <StateLabel state="failed">Test not delivered</StateLabel>{' '}
        <span className="text-ink-2 wrap-anywhere">
          {last?.error ?? (last?.status ? `answered ${last.status}` : '')}
        </span>
      </output>
    );
  }
  return (
    <output className="text-12">
      <StateLabel state="waiting">Sending the test…</StateLabel>
    </output>
  );
}
