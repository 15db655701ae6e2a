const EVERY_MS = 100;

/** Tells the other processes which projects got calls: at once, then at most ten times a second. */
export function createAnnouncer(send: (projectIds: number[]) => Promise<void>, onError: (error: unknown) => void) {
  const waiting = new Set<number>();
  let timer: NodeJS.Timeout | undefined;

  function flush(): void {
    timer = undefined;
    if (waiting.size === 0) return;
    const projectIds = [...waiting];
    waiting.clear();
    timer = setTimeout(flush, EVERY_MS);
    send(projectIds).catch(onError); // only a hint: readers poll as well
  }

  return {
    add(projectIds: Iterable<number>): void {
      for (const projectId of projectIds) waiting.add(projectId);
      if (timer === undefined) flush();
    },
    async close(): Promise<void> {
      clearTimeout(timer);
      const projectIds = [...waiting];
      waiting.clear();
      if (projectIds.length > 0) await send(projectIds).catch(onError);
    },
  };
}
