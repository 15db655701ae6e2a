import type { ReactNode } from 'react';
import type { IncidentDetail } from '../../lib/shared';
import { countOf, formatCount, formatDuration, formatMoment } from '../../lib/shared';
import { type Figure, Figures } from '../ui/layout/figures';
import { attackSpan, goesOn } from './attack-times';
import { furthestOnly, isRateOnly, rateKeyText, ratePeak, whoWasOver, worstRate } from './rates';

/** The figures of the attack, each with what it is measured against. */
export function IncidentFigures({ incident, now }: { incident: IncidentDetail; now: number }) {
  const own = isRateOnly(incident) ? rateFigures(incident) : loginFigures(incident);
  return <Figures label="Figures of the incident" figures={[...own, ...timeFigures(incident, now)]} />;
}

function loginFigures({ figures }: IncidentDetail): Figure[] {
  const perAccount =
    figures.accountsTried === 0 ? null : (figures.failures + figures.successes) / figures.accountsTried;
  return [
    { label: 'Failed logins', value: formatCount(figures.failures) },
    {
      label: 'Accounts tried',
      value: formatCount(figures.accountsTried),
      note: perAccount === null ? null : `${perAccount.toFixed(1)} tries per account`,
    },
    { label: 'Callers', value: formatCount(figures.callers) },
    {
      label: 'Accounts entered',
      value: inAttackColour(formatCount(figures.accountsEntered), figures.accountsEntered > 0),
      note: countOf(figures.successes, 'successful login'),
    },
    ...(figures.rateCalls > 0 ? [{ label: 'Calls over a rate', value: formatCount(figures.rateCalls) }] : []),
  ];
}

function rateFigures(incident: IncidentDetail): Figure[] {
  const { figures, rates, chart } = incident;
  const listed = furthestOnly(incident);
  const worst = worstRate(rates);
  const refused = chart.points.reduce((sum, { failures }) => sum + failures, 0);
  return [
    {
      label: 'Calls over the rate',
      value: formatCount(figures.rateCalls),
      note: refused > 0 ? `${formatCount(refused)} answered 429` : null,
    },
    {
      label: 'Over the rate',
      value: whoWasOver(incident),
      note: listed === null ? null : `charts and calls are of ${listed}`,
    },
    ...(worst
      ? [
          {
            label: worst.policyId === null ? 'Most answers 429' : 'Most calls',
            value: inAttackColour(ratePeak(worst), true),
            note: `by ${rateKeyText(worst)}`,
          },
        ]
      : []),
  ];
}

const inAttackColour = (text: string, coloured: boolean): ReactNode => (
  <span className={coloured ? 'text-attack' : undefined}>{text}</span>
);

const timeFigures = (incident: IncidentDetail, now: number): Figure[] => [
  {
    label: 'Went on for',
    value: attackSpan(incident, now),
    note: goesOn(incident, now) ? 'still going' : `ended ${formatMoment(incident.attack.lastEvidenceAt, now)}`,
  },
  {
    label: 'Time to detect',
    value: formatDuration(incident.figures.secondsToDetect * 1_000),
    note: incident.acknowledgedAt
      ? `acknowledged after ${formatDuration(Date.parse(incident.acknowledgedAt) - Date.parse(incident.openedAt))}`
      : 'not acknowledged',
  },
];
