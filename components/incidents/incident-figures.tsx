import type { IncidentDetail } from '../../lib/shared';
import { countOf, formatCount, formatDuration, formatMoment } from '../../lib/shared';
import { Figures } from '../ui/layout/figures';
import { attackSpan, goesOn } from './attack-times';

/** The figures of the attack, each with what it is measured against. */
export function IncidentFigures({ incident, now }: { incident: IncidentDetail; now: number }) {
  const { figures } = incident;
  const perAccount =
    figures.accountsTried === 0 ? null : (figures.failures + figures.successes) / figures.accountsTried;
  return (
    <Figures
      label="Figures of the incident"
      figures={[
        { label: 'Failed logins', value: formatCount(figures.failures) },
        {
          label: 'Accounts tried',
          value: formatCount(figures.accountsTried),
          note: perAccount === null ? null : `${perAccount.toFixed(1)} tries per account`,
        },
        { label: 'Callers', value: formatCount(figures.callers) },
        {
          label: 'Accounts entered',
          value: (
            <span className={figures.accountsEntered > 0 ? 'text-attack' : undefined}>
              {formatCount(figures.accountsEntered)}
            </span>
          ),
          note: countOf(figures.successes, 'successful login'),
        },
        {
          label: 'Went on for',
          value: attackSpan(incident, now),
          note: goesOn(incident, now) ? 'still going' : `ended ${formatMoment(incident.attack.lastEvidenceAt, now)}`,
        },
        {
          label: 'Time to detect',
          value: formatDuration(figures.secondsToDetect * 1_000),
          note: incident.acknowledgedAt
            ? `acknowledged after ${formatDuration(Date.parse(incident.acknowledgedAt) - Date.parse(incident.openedAt))}`
            : 'not acknowledged',
        },
      ]}
    />
  );
}
