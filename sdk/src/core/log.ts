export type Log = (line: string) => void;

/** The default log: one line on stderr. */
export const warn: Log = (line) => console.warn(`callwatch: ${line}`);

export interface Notices {
  once(key: string, line: string): void;
  forget(): void;
}

/** Writes each line once per `key` until `forget` is called, so that an outage does not fill the host's log. */
export function createNotices(log: Log): Notices {
  const said = new Set<string>();
  return {
    once(key, line) {
      if (said.has(key)) return;
      said.add(key);
      try {
        log(line);
      } catch {
        // A log function of the host that throws must not break the host.
      }
    },
    forget: () => said.clear(),
  };
}
