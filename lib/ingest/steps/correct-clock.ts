import { BACKFILL_AFTER_MS, TRAIT } from '../../shared';
import { undecodable } from '../decode/json';
import { PROBLEM, type Problem } from '../decode/problem';
import { ARCHIVE_FROM_MS, CLOCK_TOLERANCE_MS, FUTURE_MS } from '../limits';
import { validated, type Draft, type Validated } from '../pipeline/batch';

const DAY_MS = 86_400_000;

/** Milliseconds to add to the client's times: 0 unless its clock is wrong by 5 minutes or more. */
export function clockCorrectionMs(sentAt: string | string[] | undefined, receivedAtMs: number): number {
  if (sentAt === undefined) return 0;
  const sentAtMs = Number(sentAt);
  if (typeof sentAt !== 'string' || sentAt.trim() === '' || !(Math.abs(sentAtMs) <= 8.64e15)) {
    throw undecodable('Callwatch-Sent-At must be epoch milliseconds');
  }
  const wrongByMs = receivedAtMs - sentAtMs;
  return Math.abs(wrongByMs) >= CLOCK_TOLERANCE_MS ? wrongByMs : 0;
}

/**
 * Moves times by the error of the client's clock, marks what arrived late as backfill, and rejects what lies outside the
 * time that is kept: [now - retention, now + 10 min], for archive environments from 2000 on.
 */
export function correctClock(batch: Validated): Validated {
  const { receivedAtMs, key } = batch;
  const correctionMs = clockCorrectionMs(batch.headers['callwatch-sent-at'], receivedAtMs);
  const latestUs = (receivedAtMs + FUTURE_MS) * 1_000;
  const oldestUs = (receivedAtMs - key.retentionDays * DAY_MS) * 1_000;
  const backfillUs = (receivedAtMs - BACKFILL_AFTER_MS) * 1_000;
  const outside = (draft: Draft): Problem | null => {
    if (draft.finishedAtUs > latestUs) return PROBLEM.inFuture;
    const archived = draft.finishedAtUs < oldestUs && key.archives.has(draft.environmentId);
    return draft.finishedAtUs < (archived ? ARCHIVE_FROM_MS * 1_000 : oldestUs) ? PROBLEM.tooOld : null;
  };
  const drafts: Draft[] = [];
  const rejected = [...batch.rejected];
  for (const draft of batch.drafts) {
    if (correctionMs !== 0) {
      draft.finishedAtUs += correctionMs * 1_000;
      draft.traits |= TRAIT.clockCorrected;
    }
    const wrong = outside(draft);
    if (wrong) {
      rejected.push({ index: draft.index, code: wrong.code, message: wrong.message });
      continue;
    }
    if (draft.finishedAtUs < backfillUs) draft.traits |= TRAIT.backfill;
    drafts.push(draft);
  }
  if (rejected.length > batch.rejected.length) rejected.sort((a, b) => a.index - b.index);
  const { names, ignoredCalls } = batch;
  return validated(batch, { drafts, names, rejected, ignoredCalls });
}
