const REMEMBERED_MS = 30_000;

/** Remembers for 30 s that the last flush failed because of the database. */
export function createTroubleMemory(nowMs: () => number) {
  let trouble: { atMs: number; message: string } | null = null;
  return {
    note(error: unknown): void {
      const message = error instanceof Error ? error.message : String(error);
      trouble = { atMs: nowMs(), message: message.split('\n')[0] ?? '' };
    },
    clear(): void {
      trouble = null;
    },
    read(): string | null {
      const recent = trouble !== null && nowMs() - trouble.atMs < REMEMBERED_MS;
      return recent && trouble ? `calls could not be stored: ${trouble.message}` : null;
    },
  };
}
