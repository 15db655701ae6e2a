import type { IncidentItem, OverviewAnswer, Totals } from '../../lib/shared';
import type { ChartBase, ChartWindow } from '../charts/types';
import { attackEnd } from '../incidents/attack-times';
import { incidentMark } from '../incidents/incident-state';
import type { PlaceTo } from '../project/use-place';
import { isUnwatched, type Watch } from '../range/watched';

/** What every chart of the overview needs, from one answer. */
export interface OverviewView {
  answer: OverviewAnswer | undefined;
  /** The parts of a chart that all of them share. */
  frame: Pick<ChartBase, 'range' | 'times' | 'stepMs' | 'windows' | 'deploys' | 'onBrush' | 'onOpenStep'> & {
    unfinishedFrom: number;
  };
  watch: Watch;
  /** Words of the step: "per 2 min". */
  stepWords: string;
}

/** An answer by steps, with the period before where it was asked for, and how far its steps have come. */
interface Stepped<Point> {
  answer: { points: readonly Point[]; previous: { points: readonly Point[] } | null } | undefined;
  frame: { unfinishedFrom: number; stepMs: number };
  watch: Watch;
}

/** One value a step; steps in which nothing was watched and those that have not begun yet are left open. */
export function valuesOf<Point extends { at: string }>(
  { answer, frame, watch }: Stepped<Point>,
  read: (point: Point) => number | null,
): (number | null)[] {
  return (answer?.points ?? []).map((point) => {
    const begun = Date.parse(point.at) < frame.unfinishedFrom + frame.stepMs;
    return begun && !isUnwatched(point, frame.stepMs, watch) ? read(point) : null;
  });
}

/** The same of the period before, step by step; undefined when nothing is compared. */
export function previousOf<Point>(
  { answer }: Pick<Stepped<Point>, 'answer'>,
  read: (point: Point) => number | null,
): (number | null)[] | undefined {
  return answer?.previous?.points.map(read);
}

/** Counts a minute whatever the step, so that ranges compare. */
export const perMinute =
  (stepMs: number, read: (totals: Totals) => number) =>
  (point: Totals): number =>
    read(point) / (stepMs / 60_000);

interface Watched {
  to: PlaceTo;
  fromMs: number;
  /** Now at the latest. */
  toMs: number;
}

/** The attacks of the incidents that touch the range as windows behind the plots, each as long as it went on. */
export function windowsOf(incidents: readonly IncidentItem[], { to, fromMs, toMs }: Watched): ChartWindow[] {
  const windows = incidents.map((incident) => ({
    key: String(incident.id),
    from: Date.parse(incident.attack.firstEvidenceAt),
    to: attackEnd(incident, toMs),
    label: `#${incident.id}`,
    state: incidentMark(incident.state),
    href: to(`/incidents/${incident.id}`),
  }));
  return windows.filter((window) => window.from < toMs && window.to >= fromMs);
}
