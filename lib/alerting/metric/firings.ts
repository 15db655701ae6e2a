import type { Visit } from './replay';

/** One firing of a rule, as a run over windows finds it. */
export interface Firing {
  startedAtMs: number;
  fromMs: number;
  /** Half-open; null: it goes on at the end. */
  toMs: number | null;
  /** The value at the latest window that held, and the one furthest beyond the threshold. */
  value: number | null;
  peakValue: number | null;
  environment: string | null;
}

/** Gathers firings from the windows of a run. */
export class Firings {
  readonly all: Firing[] = [];

  visit({ next, events }: Visit): void {
    for (const { kind, atMs } of events) {
      const open = this.open();
      if (kind === 'resolved' && open) open.toMs = atMs;
      if (kind !== 'fired') continue;
      const found = { value: null, peakValue: null, environment: null };
      this.all.push({ startedAtMs: next.activeAtMs ?? atMs, fromMs: atMs, toMs: null, ...found });
    }
    const open = this.open();
    const { value, peakValue, environment } = next;
    if (open) Object.assign(open, { value, peakValue, environment });
  }

  private open(): Firing | undefined {
    const last = this.all.at(-1);
    return last?.toMs === null ? last : undefined;
  }
}
