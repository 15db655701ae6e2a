interface Span {
  fromMs: number;
  toMs: number;
}

/** A range without what has not come yet; one that has not begun stays whole. Epoch ms. */
export const untilNow = ({ fromMs, toMs }: Span, nowMs: number): Span => ({
  fromMs,
  toMs: fromMs < nowMs ? Math.min(toMs, nowMs) : toMs,
});
