'use client';

import type { AlertsAnswer } from '../../lib/shared';
import { countOf } from '../../lib/shared';
import { usePlace } from '../project/use-place';
import { TextLink } from '../ui/data/text-link';
import { AlertRow } from './alert-row';

const SHOWN = 3;

type AlertRowsProps = { firing: AlertsAnswer; now: number };

/** Alerts that go on: those that nobody is at first, then the newest. */
export function AlertRows({ firing, now }: AlertRowsProps) {
  const to = usePlace();
  const alerts = firing.alerts.toSorted(
    (a, b) => Number(a.acknowledgedAt !== null) - Number(b.acknowledgedAt !== null),
  );
  const hidden = alerts.length - SHOWN;
  return (
    <>
      {alerts.slice(0, SHOWN).map((alert) => (
        <AlertRow key={alert.id} alert={alert} now={now} />
      ))}
      {hidden > 0 ? (
        <p className="border-b border-line px-4 py-2 text-12">
          <TextLink href={to('/alerts')}>
            {firing.nextCursor === null ? countOf(hidden, 'more alert') : `More than ${hidden} more alerts`}
          </TextLink>
        </p>
      ) : null}
    </>
  );
}
