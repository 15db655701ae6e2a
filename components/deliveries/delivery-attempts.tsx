import type { DeliveryItem } from '../../lib/shared';
import { formatLatency, formatMoment, NO_VALUE } from '../../lib/shared';
import { StateLabel } from '../ui/state/state-label';

const CELL = 'border-b border-line px-2 py-1 text-left first:pl-0 last:pr-0';

/** Every try of one delivery, in order of time. */
export function DeliveryAttempts({ delivery, now }: { delivery: DeliveryItem; now: number }) {
  const { attempts, nextAttemptAt, state } = delivery;
  return (
    <div className="overflow-x-auto">
      {attempts.length === 0 ? (
        <p className="py-1">Nothing was tried yet.</p>
      ) : (
        <table className="w-full max-w-200 text-12">
          <caption className="sr-only">Tries of {delivery.subject}</caption>
          <thead className="text-11 text-ink-3">
            <tr>
              {['Try', 'At, UTC', 'Result', 'Answer', 'Took'].map((head) => (
                <th key={head} scope="col" className={`${CELL} font-normal`}>
                  {head}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {attempts.map((attempt, index) => (
              <tr key={attempt.at}>
                <td className={CELL}>{index + 1}</td>
                <td className={`${CELL} whitespace-nowrap`}>{formatMoment(attempt.at, now)}</td>
                <td className={CELL}>
                  {attempt.error === null ? (
                    <StateLabel state="healthy">Delivered</StateLabel>
                  ) : (
                    <span className="text-attack wrap-anywhere">{attempt.error}</span>
                  )}
                </td>
                <td className={CELL}>{attempt.status ?? NO_VALUE}</td>
                <td className={`${CELL} whitespace-nowrap`}>{formatLatency(attempt.durationMs)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {nextAttemptAt && (state === 'retrying' || state === 'queued') ? (
        <p className="py-1 text-ink-2">Next try {formatMoment(nextAttemptAt, now)} UTC.</p>
      ) : null}
    </div>
  );
}
