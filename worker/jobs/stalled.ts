import { stalled } from '../../lib/storage';
import type { Storage } from '../../lib/storage';
import type { Job } from '../job';

/**
 * So long a statement may take of a process that is seen to hold it up: twice what it may be idle between two. Calls are copied
 * while the process goes on to encode them, on a busy machine for long.
 */
const AFTER_MS = { statement: 10_000, copy: 30_000 };
/** Times in a row that it must have been found waiting for its process. */
const LOOKS = 3;

export interface StalledDeps {
  storage: Storage;
  log: { warn(fields: object, message: string): void };
  /** Told when something that others may have waited for is free again. */
  onEnded(): void;
  applications?: readonly string[];
  afterMs?: typeof AFTER_MS;
}

const nameOf = ({ pid, statementAt }: stalled.StalledBackend): string => `${pid} ${statementAt}`;

/**
 * Ends transactions whose process was stopped or lost in the middle of a statement: the rows that they hold would stay held until it
 * comes back, as far as the database knows for hours.
 */
export function createStalledJob(deps: StalledDeps): Job {
  const { storage, log, onEnded, applications = Object.values(stalled.APPLICATION_NAMES), afterMs = AFTER_MS } = deps;
  let looks = new Map<string, number>();
  return {
    name: 'stalled',
    wakeOn: [],
    everyMs: 3_000,
    async run() {
      const found = await stalled.findStalled(storage, applications);
      const before = looks;
      looks = new Map(found.map((one) => [nameOf(one), (before.get(nameOf(one)) ?? 0) + 1]));
      for (const one of found) {
        const limitMs = one.isCopy ? afterMs.copy : afterMs.statement;
        if (one.statementMs < limitMs || (looks.get(nameOf(one)) ?? 0) < LOOKS) continue;
        const ended = await stalled.endStalled(storage, one);
        if (!ended) continue;
        const fields = { ...ended, statementMs: Math.round(one.statementMs) };
        log.warn(fields, 'a transaction was ended: its process was stopped or lost in the middle of it');
        onEnded();
      }
    },
  };
}
