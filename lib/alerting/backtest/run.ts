import type { MetricDefinition } from '../../shared';
import { trackAlert } from '../metric/alert-track';
import type { AlertNotice, TrackedAlert } from '../metric/alert-track';
import { Firings } from '../metric/firings';
import type { Firing } from '../metric/firings';
import { initialState, MINUTE_MS } from '../metric/machine';
import { replay } from '../metric/replay';
import type { Visit, Windows } from '../metric/replay';

export interface Run {
  firings: Firing[];
  /** Messages that each channel would have got. */
  notifications: number;
  /** Those of them that tell of missing data: that there is none, and that it is back. */
  noDataNotifications: number;
}

/** What is told of a rule, window by window, when nobody acknowledges anything. */
class Teller {
  notifications = 0;
  noDataNotifications = 0;
  private open: TrackedAlert | null = null;
  /** The open alert is of the condition, not of missing data alone. */
  private fires = false;

  visit({ atMs, next, events }: Visit): void {
    if (events.length === 0 && this.open === null) return;
    const startedAtMs = next.activeAtMs ?? atMs;
    const { value, peakValue, environment } = next;
    const told = events.map((event) => ({ ...event, startedAtMs, value, peakValue, environment, late: false }));
    const { open, notices } = trackAlert(this.open, { live: next, events: told }, { toMs: atMs, acknowledged: false });
    this.open = open;
    for (const notice of notices) this.count(notice);
  }

  private count({ kind }: AlertNotice): void {
    this.notifications += 1;
    if (kind === 'no_data' || (kind === 'resolved' && !this.fires)) this.noDataNotifications += 1;
    if (kind === 'fired') this.fires = true;
    if (kind === 'resolved') this.fires = false;
  }
}

/** Takes a rule that would have been made just before the first window through all of them. */
export function run(rule: MetricDefinition, observed: Windows): Run {
  const firings = new Firings();
  const teller = new Teller();
  const { firstEndMs, windows } = observed;
  replay({
    rule,
    state: initialState(firstEndMs - MINUTE_MS),
    fromMs: firstEndMs,
    toMs: firstEndMs + (windows.length - 1) * MINUTE_MS,
    observed,
    visit(visit) {
      firings.visit(visit);
      teller.visit(visit);
    },
  });
  const { notifications, noDataNotifications } = teller;
  return { firings: firings.all, notifications, noDataNotifications };
}
