'use client';

import { useQueryClient } from '@tanstack/react-query';
import { resendDelivery } from '../../lib/client';
import type { DeliveryItem } from '../../lib/shared';
import { countOf, formatLatency, formatMoment } from '../../lib/shared';
import { useSubmission } from '../forms/use-submission';
import { useProject } from '../project/project-provider';
import { useMay } from '../project/use-may';
import { usePlace } from '../project/use-place';
import { Button } from '../ui/control/button';
import { TextLink } from '../ui/data/text-link';
import { LedgerRow } from '../ui/layout/ledger-row';
import { StateLabel } from '../ui/state/state-label';
import { DeliveryAttempts } from './delivery-attempts';
import { DELIVERY_MARKS, DELIVERY_WORDS } from './delivery-state';

const KINDS: Record<string, string> = {
  opened: 'Opened',
  raised_to_critical: 'Raised to critical',
  resolved: 'Resolved',
  test: 'Test',
};

const kindWord = ({ kind, reopened }: DeliveryItem): string => (reopened ? 'Reopened' : (KINDS[kind] ?? kind));

type DeliveryRowProps = {
  delivery: DeliveryItem;
  now: number;
  /** Outside its incident a message says what it is about. */
  withSubject?: boolean;
  /** Shows every try; with `onToggle` a button shows and hides them. */
  opened?: boolean;
  onToggle?: () => void;
};

/** One notice: to whom, of what, how each try went, and a button that sends it again. */
export function DeliveryRow({ delivery, now, withSubject = false, opened = false, onToggle }: DeliveryRowProps) {
  const { project } = useProject();
  const client = useQueryClient();
  const mayResend = useMay('delivery:resend');
  const resend = useSubmission({
    send: () => resendDelivery(project.id, delivery.id),
    onSettled: () => client.invalidateQueries({ queryKey: ['project', project.id] }),
  });
  const last = delivery.attempts.at(-1);
  return (
    <LedgerRow
      title={delivery.channelName}
      note={withSubject ? delivery.subject : kindWord(delivery)}
      detail={
        <>
          <StateLabel state={DELIVERY_MARKS[delivery.state]}>{DELIVERY_WORDS[delivery.state]}</StateLabel>
          <span>{last ? attemptWords(delivery, now) : `queued ${formatMoment(delivery.createdAt, now)}`}</span>
          {last?.error && !opened ? <span className="wrap-anywhere">{last.error}</span> : null}
          {withSubject ? <Cause delivery={delivery} /> : null}
          {resend.error ? <span className="text-attack">{resend.error.message}</span> : null}
        </>
      }
      below={opened ? <DeliveryAttempts delivery={delivery} now={now} /> : null}
      end={
        <>
          {onToggle ? <TriesButton delivery={delivery} opened={opened} onToggle={onToggle} /> : null}
          {mayResend && (delivery.state === 'sent' || delivery.state === 'failed') ? (
            <Button
              size="tall"
              kind={delivery.state === 'failed' ? 'ink' : 'quiet'}
              busy={resend.underWay && 'Sending…'}
              onClick={() => resend.submit()}
            >
              Resend
            </Button>
          ) : null}
        </>
      }
    />
  );
}

function TriesButton({
  delivery,
  opened,
  onToggle,
}: {
  delivery: DeliveryItem;
  opened: boolean;
  onToggle: () => void;
}) {
  return (
    <Button size="tall" kind="quiet" aria-expanded={opened} onClick={onToggle}>
      {countOf(delivery.attempts.length, 'try', 'tries')}
      <span className="sr-only"> of {delivery.subject}</span>
    </Button>
  );
}

/** What the message is about, as a link. */
function Cause({ delivery: { cause } }: { delivery: DeliveryItem }) {
  const to = usePlace();
  if (!cause || !('incidentId' in cause)) return null;
  return <TextLink href={to(`/incidents/${cause.incidentId}`)}>#{cause.incidentId}</TextLink>;
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
