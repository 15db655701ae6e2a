const EVERY_MS = 60_000;

export interface ShedLog {
  warn(fields: object, message: string): void;
}

/** Says of each project, at most once a minute, how many keys of its rate policies were let go. */
export function createShedLog(log: ShedLog, now: () => Date): (projectId: number, keys: number) => void {
  const untold = new Map<number, { keys: number; toldMs: number }>();
  return (projectId, keys) => {
    const known = untold.get(projectId) ?? { keys: 0, toldMs: -Infinity };
    untold.set(projectId, known);
    known.keys += keys;
    const nowMs = now().getTime();
    if (known.keys === 0 || nowMs - known.toldMs < EVERY_MS) return;
    log.warn(
      { projectId, keys: known.keys },
      'rate policies count more keys than there is room for: those furthest from their limits were let go',
    );
    known.keys = 0;
    known.toldMs = nowMs;
  };
}
