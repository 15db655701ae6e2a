import type { WireAccepted } from '../../../sdk/src/wire';
import { turn } from '../../shared';
import { announce } from '../../storage';
import type { Storage } from '../../storage';
import { LOCK_WAIT_MS } from '../commit/apart';
import { createAnnouncer } from '../commit/announcer';
import { createDayOpener } from '../commit/day-opener';
import { createFlusher } from '../commit/flusher';
import { GroupCommit } from '../commit/group-commit';
import { createSignalBudget } from '../commit/signals';
import { CALLS } from '../decode/calls-format';
import { newBill, settle } from '../guard/bill';
import { createTroubleMemory } from '../guard/trouble';
import { createGate } from '../guard/gate';
import { createCallQuota } from '../guard/call-quota';
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
import { ignore } from '../steps/ignore';
import { inflate } from '../steps/inflate';
import { nameEndpoints } from '../steps/name-endpoints';
import { openDays } from '../steps/open-days';
import { readBody } from '../steps/read-body';
import { validate } from '../steps/validate';
import type { Format, Received } from './batch';
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
  /** So long a flush waits for rows that another transaction holds. */
  lockWaitMs?: number;
}

type Post = Pick<Received, 'headers' | 'body'>;

export interface Ingest {
  /**
   * From bytes to one committed write; the format is that of `POST /api/v1/calls` unless told otherwise. Throws a Refusal, or
   * an error that is not the sender's business.
   */
  ingest(post: Post, format?: Format): Promise<WireAccepted>;
  keys: IngestKeys;
  /** After keys, projects or endpoints changed. */
  forget(projectIds: readonly number[]): void;
  /** After announcements may have been missed. */
  forgetAll(): void;
  /** Calls that wait for a flush or are in one. */
  queuedCalls(): number;
  /** Why the database took no calls lately although it may answer (a full disk); null when it took them. */
  trouble(): string | null;
  /** Finishes what is being stored. */
  close(): Promise<void>;
}

/** What the steps work with; all of it lives as long as the process. */
function openParts(options: IngestOptions) {
  const {
    storage,
    secret,
    observer,
    nowMs,
    warn,
    inFlightBytes = IN_FLIGHT_BYTES,
    lockWaitMs = LOCK_WAIT_MS,
  } = options;
  const logError = (error: unknown): void => warn({ err: error }, 'a write beside the flushes failed');
  const announcer = createAnnouncer((projectIds) => announce(storage, { topic: 'calls', projectIds }), logError);
  const trouble = createTroubleMemory(nowMs);
  const flush = createFlusher({
    storage,
    budget: createSignalBudget(LIMITS.signalsPerSecond, nowMs),
    observer,
    onStored(projectIds) {
      trouble.clear();
      announcer.add(projectIds);
    },
    onDown: (error) => trouble.note(error),
    lockWaitMs,
  });
  const names = new NameBook({
    storage,
    nowMs,
    onFull: (projectId, dictionary) => warn({ projectId, dictionary }, 'bound reached: new names are counted as one'),
  });
  return {
    keys: createIngestKeys({ storage, secret, nowMs, onChanged: (projectId) => names.forget([projectId]) }),
    quota: createQuota(nowMs),
    callQuota: createCallQuota({ storage, nowMs, onError: logError }),
    gate: createGate(inFlightBytes),
    groupCommit: new GroupCommit(flush),
    announcer,
    names,
    trouble,
  };
}

export function createIngest(options: IngestOptions): Ingest {
  const { observer, nowMs } = options;
  const { keys, quota, callQuota, gate, names, groupCommit, announcer, trouble } = openParts(options);
  const quotas = { quota, callQuota };

  const pipeline = stepsFrom<Received>(observer)
    .step('authenticate key', authenticate(keys))
    .step('quota', checkQuota(quotas))
    .step('read', readBody)
    .step('inflate', inflate)
    .step('decode', decode({ ...quotas, onIgnored: observer.ignored }))
    .step('validate each item', validate)
    .step('correct clock', correctClock)
    .step('ignore', ignore)
    .step('open the days', openDays(options.storage, createDayOpener(options.storage)))
    .step('name the endpoint', nameEndpoints(names))
    .step('flag', flag)
    .step('group commit', commit(groupCommit));

  async function ingest({ headers, body }: Post, format: Format = CALLS): Promise<WireAccepted> {
    const lease = gate.open();
    const bill = newBill();
    try {
      const answer = await pipeline.run({ format, headers, body, receivedAtMs: nowMs(), lease, bill });
      settle(quotas, bill, null);
      observer.answered(answer);
      return answer;
    } catch (error) {
      settle(quotas, bill, error);
      throw error;
    } finally {
      lease.release();
    }
  }

  return {
    ingest,
    keys,
    forget(projectIds) {
      keys.forget();
      names.forget(projectIds);
    },
    forgetAll() {
      keys.forget();
      names.forgetAll();
    },
    queuedCalls: () => groupCommit.queuedCalls,
    trouble: trouble.read,
    async close() {
      await groupCommit.close();
      await announcer.close();
      await turn(); // what was stored is charged with its answer
      await callQuota.close();
    },
  };
}
