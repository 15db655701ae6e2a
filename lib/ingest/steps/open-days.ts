import { partitions, type Storage } from '../../storage';
import type { DayOpener } from '../commit/day-opener';
import { PROBLEM } from '../decode/problem';
import { LIMITS } from '../limits';
import { validated, type Draft, type Validated } from '../pipeline/batch';

const US_PER_DAY = 86_400_000_000;
const MS_PER_DAY = 86_400_000;

const dayOfCall = ({ finishedAtUs }: Draft): number => Math.floor(finishedAtUs / US_PER_DAY);

/** Days that this process knows no partition of; null when it knows all. */
function unknownDays(drafts: readonly Draft[], opener: DayOpener): Set<number> | null {
  let unknown: Set<number> | null = null;
  let latest = Number.NaN;
  for (const draft of drafts) {
    const day = dayOfCall(draft);
    if (day === latest) continue; // nearly all calls are of the day of the one before
    latest = day;
    if (!opener.isOpen(day)) (unknown ??= new Set()).add(day);
  }
  return unknown;
}

/** Takes out the calls of some days. */
function without(batch: Validated, days: ReadonlySet<number>): Validated {
  if (days.size === 0) return batch;
  const { code, message } = PROBLEM.tooManyDays;
  const rejected = [...batch.rejected];
  for (const draft of batch.drafts)
    if (days.has(dayOfCall(draft))) rejected.push({ index: draft.index, code, message });
  rejected.sort((a, b) => a.index - b.index);
  const { names, ignoredCalls } = batch;
  const drafts = batch.drafts.filter((draft) => !days.has(dayOfCall(draft)));
  return validated(batch, { drafts, names, rejected, ignoredCalls });
}

/** Days before the retention that are more than the archives of a project may have. */
async function daysBeyond(storage: Storage, { key, receivedAtMs }: Validated, missing: readonly number[]) {
  const oldest = Math.floor(receivedAtMs / MS_PER_DAY) - key.retentionDays;
  const archived = missing.filter((day) => day < oldest);
  if (archived.length === 0) return new Set<number>();
  const left = LIMITS.archiveDays - (await partitions.countArchiveDays(storage, key));
  return new Set(archived.slice(Math.max(0, left)));
}

/**
 * Sees to it that each day of a call has its partition before the flush, which others wait for. Few posts need one: those with the
 * first calls of days that nobody had calls of. Calls of more old days than a project's archives may have are rejected.
 */
export function openDays(storage: Storage, opener: DayOpener) {
  async function open(batch: Validated, unknown: ReadonlySet<number>): Promise<Validated> {
    const missing = await opener.missing(unknown);
    const beyond = missing.length === 0 ? new Set<number>() : await daysBeyond(storage, batch, missing);
    await opener.open(missing.filter((day) => !beyond.has(day)));
    return without(batch, beyond);
  }
  return (batch: Validated): Validated | Promise<Validated> => {
    const unknown = unknownDays(batch.drafts, opener);
    return unknown === null ? batch : open(batch, unknown);
  };
}
