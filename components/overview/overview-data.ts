import type { IncidentItem, OverviewAnswer, OverviewPoint, Totals } from '../../lib/shared';
import type { ChartBase, ChartWindow } from '../charts/types';
import { attackEnd } from '../incidents/attack-times';
import { incidentMark } from '../incidents/incident-state';

/** What every chart of the overview needs, from one answer. */
export interface OverviewView {
  answer: OverviewAnswer | undefined;
  /** The parts of a chart that all of them share. */
  frame: Pick<ChartBase, 'range' | 'times' | 'stepMs' | 'windows' | 'onBrush' | 'onOpenStep'> & {
    unfinishedFrom: number;
  };
  /** Words of the step: "per 2 min". */
  stepWords: string;
}

type Read = (point: OverviewPoint) => number | null;

/** One value a step; steps that have not begun yet are left open. */
export function valuesOf({ answer, frame }: OverviewView, read: Read): (number | null)[] {
  return (answer?.points ?? []).map((point) =>
    Date.parse(point.at) < frame.unfinishedFrom + frame.stepMs ? read(point) : null,
  );
}

/** The same of the period before, step by step; undefined when nothing is compared. */
export function previousOf({ answer }: OverviewView, read: Read): (number | null)[] | undefined {
  return answer?.previous?.points.map(read);
}

/** Counts a minute whatever the step, so that ranges compare. */
export const perMinute =
  (stepMs: number, read: (totals: Totals) => number): Read =>
  (point) =>
    read(point) / (stepMs / 60_000);

/** The attacks of the incidents as windows behind the plots, each as long as it went on; `toMs` is now at the latest. */
export function windowsOf(
  incidents: readonly IncidentItem[],
  { base, toMs }: { base: string; toMs: number },
): ChartWindow[] {
  return incidents.map((incident) => ({
    key: String(incident.id),
    from: Date.parse(incident.attack.firstEvidenceAt),
    to: attackEnd(incident, toMs),
    label: `#${incident.id}`,
    state: incidentMark(incident.state),
    href: `${base}/incidents/${incident.id}`,
  }));
}
