import type { AlertNoticeKind, AlertState } from '../../shared';
import type { RuleEvent } from './advance';
import type { MachineState } from './machine';

/** Told again after so long, while it fires and nobody has acknowledged it. */
const REPEAT_MS = 4 * 3_600_000;

/** An alert, as its rule remembers it. Times in milliseconds since the epoch. */
export interface TrackedAlert {
  /** Null until it has a number. */
  id: number | null;
  state: AlertState;
  startedAtMs: number;
  firedAtMs: number;
  resolvedAtMs: number | null;
  value: number | null;
  peakValue: number | null;
  /** Whose value it is, where one of several environments decides. */
  environment: string | null;
  late: boolean;
  /** Number of the last event that was told, from 1 on, and the window of it. */
  eventNo: number;
  toldAtMs: number;
}

/** One thing to tell of an alert, as it was then. */
export interface AlertNotice {
  kind: AlertNoticeKind;
  atMs: number;
  alert: TrackedAlert;
  eventNo: number;
}

export interface Tracked {
  /** The alert that goes on. */
  open: TrackedAlert | null;
  /** All that changed, those that are over first. */
  changed: TrackedAlert[];
  notices: AlertNotice[];
}

function begin(event: RuleEvent, state: AlertState): TrackedAlert {
  const { atMs, startedAtMs, value, peakValue, environment, late } = event;
  const times = { startedAtMs, firedAtMs: atMs, resolvedAtMs: null, toldAtMs: atMs };
  return { ...times, id: null, state, value, peakValue, environment, late, eventNo: 0 };
}

class Track {
  readonly changed = new Set<TrackedAlert>();
  readonly notices: AlertNotice[] = [];

  constructor(public open: TrackedAlert | null) {}

  tell(kind: AlertNoticeKind, atMs: number, alert: TrackedAlert): void {
    Object.assign(alert, { eventNo: alert.eventNo + 1, toldAtMs: atMs });
    this.changed.add(alert);
    this.notices.push({ kind, atMs, alert, eventNo: alert.eventNo });
  }

  take(event: RuleEvent): void {
    const { kind, atMs } = event;
    if (kind === 'resolved') {
      if (!this.open) return;
      const { value, peakValue, environment } = event;
      const last = value !== null && { value, peakValue, environment };
      Object.assign(this.open, { state: 'resolved', resolvedAtMs: atMs, ...last });
      this.tell('resolved', atMs, this.open);
      this.open = null;
      return;
    }
    const state = kind === 'fired' ? 'firing' : 'nodata';
    this.open ??= begin(event, state);
    this.open.state = state;
    this.tell(kind, atMs, this.open);
  }
}

/** Should it be told again? Only what fires is: of missing data alone its beginning and its end are told. */
function isRepeatDue(alert: TrackedAlert, { live, atMs }: { live: MachineState; atMs: number }): boolean {
  return live.firedAtMs !== null && live.state !== 'recovering' && atMs - alert.toldAtMs >= REPEAT_MS;
}

/** What the events of a pass make of the alert that goes on, and what is to be told. Pure; the alert given is not changed. */
export function trackAlert(
  known: TrackedAlert | null,
  { live, events }: { live: MachineState; events: readonly RuleEvent[] },
  { toMs, acknowledged }: { toMs: number; acknowledged: boolean },
): Tracked {
  const track = new Track(known && { ...known });
  for (const event of events) track.take(event);
  const { open } = track;
  if (open) {
    const state: AlertState = live.noDataAtMs === null ? 'firing' : 'nodata';
    const value = live.value ?? open.value;
    const peakValue = live.peakValue ?? open.peakValue;
    if (state !== open.state || value !== open.value || peakValue !== open.peakValue) track.changed.add(open);
    Object.assign(open, { state, value, peakValue, environment: live.environment ?? open.environment });
    const quiet = events.length === 0 && !acknowledged;
    if (quiet && isRepeatDue(open, { live, atMs: toMs })) track.tell('still_firing', toMs, open);
  }
  return { open: track.open, changed: [...track.changed], notices: track.notices };
}

/** Ends an alert that its rule no longer watches over. */
export function endAlert(known: TrackedAlert, atMs: number): Tracked {
  const track = new Track({ ...known });
  track.take({
    kind: 'resolved',
    atMs,
    startedAtMs: known.startedAtMs,
    value: known.value,
    peakValue: known.peakValue,
    environment: known.environment,
    late: false,
  });
  return { open: null, changed: [...track.changed], notices: track.notices };
}
