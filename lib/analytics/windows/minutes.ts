export const MINUTE_MS = 60_000;
const SECONDS_PER_MINUTE = 60;

/** Windows of a metric that end at whole minutes, from `firstEndMs` up to and with `lastEndMs`. */
export interface WindowSpan {
  firstEndMs: number;
  lastEndMs: number;
}

/** Ends of the windows, in order. */
export function* endsOf({ firstEndMs, lastEndMs }: WindowSpan): Generator<number> {
  for (let endMs = firstEndMs; endMs <= lastEndMs; endMs += MINUTE_MS) yield endMs;
}

/**
 * Slides a window of so many minutes over the span: `enter` and `leave` get the minutes (start in seconds since the epoch)
 * that come in and fall out, `read` is called once for each end.
 */
export function slide<T>(
  span: WindowSpan & { windowSeconds: number },
  { enter, leave, read }: { enter(minute: number): void; leave(minute: number): void; read(endMs: number): T },
): T[] {
  const { windowSeconds } = span;
  const results: T[] = [];
  let entered = span.firstEndMs / 1000 - windowSeconds;
  for (const endMs of endsOf(span)) {
    const end = endMs / 1000;
    for (; entered < end; entered += SECONDS_PER_MINUTE) enter(entered);
    results.push(read(endMs));
    leave(end - windowSeconds);
  }
  return results;
}
