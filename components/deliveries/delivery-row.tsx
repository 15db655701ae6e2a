'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { resendDelivery } from '../../lib/client';
import type { DeliveryItem, DeliveryState } from '../../lib/shared';
import { countOf, formatLatency, formatMoment } from '../../lib/shared';
import { useProject } from '../project/project-provider';
import { Button } from '../ui/control/button';
import { LedgerRow } from '../ui/layout/ledger-row';
import type { State } from '../ui/state/state';
import { StateLabel } from '../ui/state/state-label';

const MARKS: Record<DeliveryState, State> = {
  sent: 'healthy',
  queued: 'waiting',
  retrying: 'degraded',
  failed: 'failed',
};
const WORDS: Record<DeliveryState, string> = {
  sent: 'Delivered',
  queued: 'Waiting',
  retrying: 'Retrying',
  failed: 'Not delivered',
};

const KINDS: Record<string, string> = {
  opened: 'Opened',
  raised_to_critical: 'Raised to critical',
  resolved: 'Resolved',
  test: 'Test',
};

/** One notice: to whom, of what, how each try went, and a button that sends it again. */
export function DeliveryRow({
  delivery,
  now,
  withSubject = false,
}: {
  delivery: DeliveryItem;
  now: number;
  withSubject?: boolean;
}) {
  const { project } = useProject();
  const client = useQueryClient();
  const resend = useMutation({
    mutationFn: () => resendDelivery(project.id, delivery.id),
    onSettled: () => client.invalidateQueries({ queryKey: ['project', project.id] }),
  });
  const last = delivery.attempts.at(-1);
  return (
    <LedgerRow
      title={delivery.channelName}
      note={withSubject ? delivery.subject : (KINDS[delivery.kind] ?? delivery.kind)}
      detail={
        <>
          <StateLabel state={MARKS[delivery.state]}>{WORDS[delivery.state]}</StateLabel>
          <span>{last ? attemptWords(delivery, now) : `queued ${formatMoment(delivery.createdAt, now)}`}</span>
          {last?.error ? <span className="wrap-anywhere">{last.error}</span> : null}
          {resend.error ? <span className="text-attack">{resend.error.message}</span> : null}
        </>
      }
      end={
        delivery.state === 'sent' || delivery.state === 'failed' ? (
          <Button
            size="sm"
            kind={delivery.state === 'failed' ? 'ink' : 'quiet'}
            busy={resend.isPending && 'Sending…'}
            onClick={() => resend.mutate()}
          >
            Resend
          </Button>
        ) : null
      }
    />
  );
}

function attemptWords({ attempts, nextAttemptAt, state }: DeliveryItem, now: number): string {
  const last = attempts.at(-1);
  if (!last) return '';
  const status = last.status === null ? '' : `, ${last.status}`;
  const tries = attempts.length > 1 ? `, on try ${attempts.length}` : '';
  const next = state === 'retrying' && nextAttemptAt ? `, next try ${formatMoment(nextAttemptAt, now)}` : '';
  return `${formatMoment(last.at, now)} UTC${status} in ${formatLatency(last.durationMs)}${tries}${next}`;
}

/** Said where nobody was told of something. */
export function deliveryCount(deliveries: readonly DeliveryItem[]): string {
  const missed = deliveries.filter(({ state }) => state === 'failed').length;
  return missed === 0
    ? countOf(deliveries.length, 'notice')
    : `${countOf(deliveries.length, 'notice')}, ${missed} not delivered`;
}
