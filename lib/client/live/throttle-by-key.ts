/**
 * Runs `act(key)` at once, then at most once per `everyMs` and key; a call in between is kept for the end of the wait.
 * `stop` drops what is kept.
 */
export function throttleByKey(act: (key: string) => void, everyMs: number) {
  const waiting = new Map<string, { again: boolean; timer: ReturnType<typeof setTimeout> }>();
  const run = (key: string) => {
    act(key);
    const timer = setTimeout(() => {
      const again = waiting.get(key)?.again ?? false;
      waiting.delete(key);
      if (again) run(key);
    }, everyMs);
    waiting.set(key, { again: false, timer });
  };
  return {
    call: (key: string) => {
      const entry = waiting.get(key);
      if (entry) entry.again = true;
      else run(key);
    },
    stop: () => {
      for (const { timer } of waiting.values()) clearTimeout(timer);
      waiting.clear();
    },
  };
}
