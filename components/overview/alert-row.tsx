'use client';

import clsx from 'clsx';
import type { AlertItem } from '../../lib/shared';
import { formatCondition, formatDuration, formatMeasure, formatMoment, measureName } from '../../lib/shared';
import { alertMark, alertMs, firedAt } from '../alerts/alert-words';
import { useAcknowledge } from '../alerts/use-acknowledge';
import { useMay } from '../project/use-may';
import { usePlace } from '../project/use-place';
import { Button } from '../ui/control/button';
import { ButtonLink } from '../ui/control/button-link';
import { StateLabel } from '../ui/state/state-label';
import { NEED_ROW } from './incident-row';

/** An alert that goes on: red as long as nobody is at it. */
export function AlertRow({ alert, now }: { alert: AlertItem; now: number }) {
  const to = usePlace();
  const mayAcknowledge = useMay('alert:acknowledge');
  const acknowledge = useAcknowledge();
  const { state, word } = alertMark(alert);
  const { definition } = alert;
  const alone = alert.acknowledgedAt === null;
  return (
    <div className={clsx(NEED_ROW, alone && state === 'attack' && 'shadow-[inset_3px_0_0_var(--attack-mark)]')}>
      <StateLabel state={state}>{word}</StateLabel>
      <div className="min-w-0">
        <p className="text-14 font-medium wrap-anywhere">{alert.ruleName}</p>
        <p className="text-12 text-ink-2">
          {alone ? 'Not acknowledged. ' : `Acknowledged by ${alert.acknowledgedBy}. `}
          {alert.state === 'nodata'
            ? `There is no ${measureName(definition.measure)} to judge`
            : `${formatMeasure(definition.measure, alert.value)}, ${formatCondition(definition)}`}
          , severity {alert.severity}.{acknowledge.error ? ` ${acknowledge.error.message}` : ''}
        </p>
      </div>
      <p className="text-12 text-ink-2 max-md:flex max-md:gap-2">
        <span className="block font-medium text-ink md:text-13">{formatDuration(alertMs(alert, now))}</span>alert #
        {alert.id}, from {formatMoment(firedAt(alert), now, 'minute')}
      </p>
      <div className="flex gap-2">
        <ButtonLink kind={alone ? 'ink' : 'plain'} size="touch" href={to('/alerts', { alert: String(alert.id) })}>
          Open alert
        </ButtonLink>
        {alone && mayAcknowledge ? (
          <Button
            size="touch"
            busy={acknowledge.isPending && 'Acknowledging…'}
            onClick={() => acknowledge.mutate(alert.id)}
          >
            Acknowledge
          </Button>
        ) : null}
      </div>
    </div>
  );
}
