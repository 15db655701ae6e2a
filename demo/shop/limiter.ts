export interface Limiter {
  /** Null when the call may pass, else the seconds until the window ends. */
  take(caller: string, nowMs: number): number | null;
}

interface Window {
  endsAtMs: number;
  calls: number;
}

const MAX_CALLERS = 10_000;

/** A limiter as many APIs have one: so many calls an address in a fixed window, which begins with its first call. */
export function createLimiter({ limit, windowMs }: { limit: number; windowMs: number }): Limiter {
  const windows = new Map<string, Window>();
  return {
    take(caller, nowMs) {
      let window = windows.get(caller);
      if (!window || window.endsAtMs <= nowMs) {
        if (windows.size >= MAX_CALLERS) windows.clear();
        window = { endsAtMs: nowMs + windowMs, calls: 0 };
        windows.set(caller, window);
      }
      window.calls += 1;
      return window.calls <= limit ? null : Math.ceil((window.endsAtMs - nowMs) / 1_000);
    },
  };
}
