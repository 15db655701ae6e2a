const FORGET_AFTER_MS = 30 * 60_000;

/** Part of a flush that was not looked at before. */
export interface NewPart {
  flush: string;
  from: Date;
  to: Date;
}

/** A look at all flushes that stored a call between two times. */
export interface Look {
  from: Date;
  to: Date;
  flushes: readonly { flush: string; firstAt: Date }[];
}

/**
 * What was looked at of each flush. A flush never changes once it is stored, so a call of it is new exactly when it lies before
 * the time from which the flush was looked at.
 */
export class SeenFlushes {
  private readonly since = new Map<string, { from: Date; seenAtMs: number }>();

  /** The parts that are new in a look; they count as seen then. */
  take({ from, to, flushes }: Look, nowMs: number): NewPart[] {
    const parts = flushes.flatMap(({ flush, firstAt }): NewPart[] => {
      const known = this.since.get(flush);
      const end = known?.from ?? to;
      if (firstAt >= end) return [];
      this.since.delete(flush); // the oldest stand first
      this.since.set(flush, { from, seenAtMs: nowMs });
      return [{ flush, from: firstAt > from ? firstAt : from, to: end }];
    });
    for (const [flush, { seenAtMs }] of this.since) {
      if (nowMs - seenAtMs < FORGET_AFTER_MS) break;
      this.since.delete(flush);
    }
    return parts;
  }
}
