interface Turn {
  again: boolean;
  timer?: ReturnType<typeof setTimeout>;
}

/** Of the time at most a third goes into one key. */
const REST_PER_WORK = 2;

/**
 * Runs `act(key)` at once, and once more for all calls that came meanwhile: when `everyMs(key)` have passed since it began and it
 * has rested twice as long as it took. What is slow is so done to its end, and leaves others their turn. `stop` drops what waits.
 */
export function paceByKey(act: (key: string) => Promise<unknown>, everyMs: (key: string) => number) {
  const turns = new Map<string, Turn>();
  let stopped = false;
  const run = async (key: string): Promise<void> => {
    const turn: Turn = { again: false };
    turns.set(key, turn);
    const startedMs = performance.now();
    await act(key);
    if (stopped) return;
    const tookMs = performance.now() - startedMs;
    const end = (): void => {
      turns.delete(key);
      if (turn.again) void run(key);
    };
    turn.timer = setTimeout(end, Math.max(everyMs(key) - tookMs, REST_PER_WORK * tookMs));
  };
  return {
    call: (key: string) => {
      const turn = turns.get(key);
      if (turn) turn.again = true;
      else void run(key);
    },
    stop: () => {
      stopped = true;
      for (const { timer } of turns.values()) clearTimeout(timer);
      turns.clear();
    },
  };
}
