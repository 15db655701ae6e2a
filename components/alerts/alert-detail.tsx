'use client';

import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { alertDeliveriesQuery, alertQuery, useNow } from '../../lib/client';
import type { AlertItem } from '../../lib/shared';
import { formatDuration, formatMeasure, formatMoment, NO_VALUE, ruleSentence } from '../../lib/shared';
import { DeliveryRow } from '../deliveries/delivery-row';
import { SeverityWord } from '../incidents/severity-word';
import { useProject } from '../project/project-provider';
import { usePlace } from '../project/use-place';
import { useEndpointNames } from '../rules/use-endpoint-names';
import { Button } from '../ui/control/button';
import { TextLink } from '../ui/data/text-link';
import { type Fact, Facts } from '../ui/layout/facts';
import { Sheet } from '../ui/overlay/sheet';
import { AsyncView } from '../ui/state/async-view';
import { ReadError } from '../failures/read-error';
import { SkeletonBlock, SkeletonRows } from '../ui/state/skeleton';
import { AlertStateLabel } from './alert-columns';
import { alertMs } from './alert-words';
import type { Acknowledge } from './use-acknowledge';

type AlertDetailProps = { alertId: number | null; acknowledge: Acknowledge | null; onClose: () => void };

/** All that is known of one alert, beside the list: what fired, why, and who was told. */
export function AlertDetail({ alertId, acknowledge, onClose }: AlertDetailProps) {
  return (
    <Sheet open={alertId !== null} onOpenChange={(open) => !open && onClose()} label="Alert" side="right">
      {alertId === null ? null : <Body alertId={alertId} acknowledge={acknowledge} onClose={onClose} />}
    </Sheet>
  );
}

function Body({ alertId, acknowledge, onClose }: AlertDetailProps & { alertId: number }) {
  const { project } = useProject();
  const result = useQuery(alertQuery(project.id, alertId));
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-4 py-4">
      <div className="flex items-start justify-between gap-3 px-4">
        <h2 className="text-14 font-semibold wrap-anywhere">
          #{alertId} {result.data?.ruleName}
        </h2>
        <Button size="tall" shortcut="esc" onClick={onClose}>
          Close
        </Button>
      </div>
      <AsyncView
        result={result}
        loading={<SkeletonBlock height={240} />}
        failing={(error, retry) => <ReadError title="The alert could not be read." onRetry={retry} error={error} />}
      >
        {(alert) => <Known alert={alert} acknowledge={acknowledge} />}
      </AsyncView>
      <Told alertId={alertId} />
    </div>
  );
}

function Known({ alert, acknowledge }: { alert: AlertItem; acknowledge: Acknowledge | null }) {
  const now = useNow(30_000);
  const to = usePlace();
  const endpointName = useEndpointNames();
  const { definition } = alert;
  const open = acknowledge && alert.acknowledgedAt === null && alert.state !== 'resolved';
  return (
    <div className="grid gap-3 px-4">
      <p>
        <TextLink href={to(`/rules/${alert.ruleId}`)}>
          {ruleSentence(definition, { endpoint: endpointName(definition.filters.endpoint) })}
        </TextLink>
      </p>
      <Facts facts={factsOf(alert, now)} />
      {acknowledge?.error ? (
        <p role="alert" className="text-attack">
          {acknowledge.error.message}
        </p>
      ) : null}
      {open ? (
        <div className="flex">
          <Button
            kind="ink"
            size="touch"
            busy={acknowledge.isPending && 'Acknowledging…'}
            onClick={() => acknowledge.mutate(alert.id)}
          >
            Acknowledge
          </Button>
        </div>
      ) : null}
    </div>
  );
}

function factsOf(alert: AlertItem, now: number): Fact[] {
  const { measure } = alert.definition;
  const at = (time: string | null) => (time === null ? NO_VALUE : `${formatMoment(time, now)} UTC`);
  const by = alert.acknowledgedBy === null ? 'nobody' : `${alert.acknowledgedBy}, ${at(alert.acknowledgedAt)}`;
  return [
    { label: 'State', value: <AlertStateLabel alert={alert} /> },
    { label: 'Why', value: alert.reason },
    { label: 'Severity', value: <SeverityWord severity={alert.severity} /> },
    { label: 'Latest value', value: formatMeasure(measure, alert.value) },
    { label: 'Peak', value: formatMeasure(measure, alert.peakValue) },
    { label: 'Condition held from', value: at(alert.startedAt) },
    { label: 'Fired', value: `${at(alert.firedAt)}${alert.late ? ', by calls that came late' : ''}` },
    { label: 'Ended', value: alert.resolvedAt === null ? 'goes on' : at(alert.resolvedAt) },
    { label: 'Went on for', value: formatDuration(alertMs(alert, now)) },
    { label: 'Acknowledged by', value: by },
  ];
}

/** Every message about this alert. */
function Told({ alertId }: { alertId: number }) {
  const { project } = useProject();
  const now = useNow(30_000);
  const result = useInfiniteQuery(alertDeliveriesQuery(project.id, alertId));
  return (
    <section aria-label="Who was told" className="border-t border-line">
      <h3 className="px-4 pt-3 pb-1 font-semibold">Who was told</h3>
      <AsyncView
        result={result}
        loading={<SkeletonRows rows={2} rowHeight={57} />}
        failing={(error, retry) => (
          <ReadError title="The deliveries could not be read." onRetry={retry} error={error} />
        )}
        isEmpty={({ pages }) => pages.every(({ deliveries }) => deliveries.length === 0)}
        empty={<p className="px-4 pb-2 text-ink-2">Nobody: the rule had no channel that was turned on.</p>}
      >
        {({ pages }) => (
          <ul>
            {pages
              .flatMap(({ deliveries }) => deliveries)
              .map((delivery) => (
                <DeliveryRow key={delivery.id} delivery={delivery} now={now} withSubject />
              ))}
          </ul>
        )}
      </AsyncView>
    </section>
  );
}
