import type { WireAccepted } from '../../../sdk/src/wire';
import { announce } from '../../storage';
import type { Storage } from '../../storage';
import { createAnnouncer } from '../commit/announcer';
import { createFlusher } from '../commit/flusher';
import { GroupCommit } from '../commit/group-commit';
import { createSignalBudget } from '../commit/signals';
import { createGate, type Gate } from '../guard/gate';
import { createIngestKeys, type IngestKeys } from '../guard/keys';
import { createQuota } from '../guard/quota';
import { IN_FLIGHT_BYTES, LIMITS } from '../limits';
import { NameBook } from '../names/name-book';
import { authenticate } from '../steps/authenticate';
import { checkQuota } from '../steps/check-quota';
import { commit } from '../steps/commit';
import { correctClock } from '../steps/correct-clock';
import { decode } from '../steps/decode';
import { flag } from '../steps/flag';
import { inflate } from '../steps/inflate';
import { nameEndpoints } from '../steps/name-endpoints';
import { readBody } from '../steps/read-body';
import { validate } from '../steps/validate';
import type { Received } from './batch';
import type { IngestObserver } from './observer';
import { stepsFrom } from './steps';

export interface IngestOptions {
  storage: Storage;
  /** CALLWATCH_SECRET, which seals account keys. */
  secret: string;
  observer: IngestObserver;
  nowMs(): number;
  warn(facts: object, message: string): void;
  inFlightBytes?: number;
}

export interface Ingest {
  /** From bytes to one committed write. Throws a Refusal, or an error that is not the sender's business. */
  ingest(post: Omit<Received, 'lease' | 'receivedAtMs'>): Promise<WireAccepted>;
  keys: IngestKeys;
  gate: Gate;
  /** After keys, projects or endpoints changed. */
  forget(projectIds: readonly number[]): void;
  readonly queuedCalls: number;
  /** Finishes what is being stored. */
  close(): Promise<void>;
}

export function createIngest(options: IngestOptions): Ingest {
  const { storage, secret, observer, nowMs, warn } = options;
  const keys = createIngestKeys({ storage, secret, nowMs });
  const quota = createQuota(nowMs);
  const gate = createGate(options.inFlightBytes ?? IN_FLIGHT_BYTES);
  const logError = (error: unknown): void => warn({ err: error }, 'a write beside the flushes failed');
  const names = new NameBook({
    storage,
    nowMs,
    onFull: (projectId, dictionary) => warn({ projectId, dictionary }, 'bound reached: new names are counted as one'),
    onError: logError,
  });
  const announcer = createAnnouncer((projectIds) => announce(storage, { topic: 'calls', projectIds }), logError);
  const budget = createSignalBudget(LIMITS.signalsPerSecond, nowMs);
  const flush = createFlusher({ storage, budget, observer, onStored: (projectIds) => announcer.add(projectIds) });
  const groupCommit = new GroupCommit(flush);

  const pipeline = stepsFrom<Received>(observer)
    .step('authenticate key', authenticate(keys))
    .step('quota', checkQuota(quota))
    .step('read', readBody)
    .step('inflate', inflate)
    .step('decode', decode(quota))
    .step('validate each item', validate)
    .step('correct clock', correctClock)
    .step('name the endpoint', nameEndpoints(names))
    .step('flag', flag)
    .step('group commit', commit(groupCommit));

  async function ingest(post: Omit<Received, 'lease' | 'receivedAtMs'>): Promise<WireAccepted> {
    const lease = gate.open();
    try {
      const answer = await pipeline.run({ ...post, lease, receivedAtMs: nowMs() });
      if (answer.duplicate) observer.duplicate();
      else observer.accepted(answer.accepted);
      if (!answer.duplicate) for (const { code } of answer.rejected) observer.rejected(code);
      return answer;
    } finally {
      lease.release();
    }
  }

  return {
    ingest,
    keys,
    gate,
    forget(projectIds) {
      keys.forget();
      names.forget(projectIds);
    },
    get queuedCalls() {
      return groupCommit.queuedCalls;
    },
    async close() {
      await groupCommit.close();
      await Promise.all([announcer.close(), names.close()]);
    },
  };
}
