import { appendAudit } from '../../audit';
import { databaseTrouble, erasures } from '../../storage';
import { STEPS } from './steps';
import { createWork, ErasurePausedError, type ErasureDeps, type Work } from './work';

/** So long after it was asked for, posts that were under way then are stored, and every process has heard of it. */
const SETTLED_AFTER_MS = 60_000;
/** So long after it had to wait for others too long it is tried again. */
const BUSY_MS = 5_000;

/** `waits`: for what was under way, for the next process, or another has it. `busy`: others hold what it needs. */
type ErasureOutcome = 'done' | 'waits' | 'busy';

async function finish({ storage, claim, now }: Work): Promise<void> {
  const at = now();
  await storage.transaction(async (tx) => {
    await erasures.finishErasure(tx, claim, at);
    const by = { actor: { kind: 'system', id: 'erasure' } as const, organization: { id: claim.organizationId }, now };
    await appendAudit(tx, by, { action: 'erasure.done', projectId: claim.projectId, target: claim.id });
  });
}

/** When what was under way is stored. A request that a wrong clock dated into time to come waits so long once it is come to here. */
function settledAt({ claim, now }: Work): Date {
  const at = now();
  const isAhead = claim.requestedAt > at;
  if (isAhead && claim.step === STEPS[claim.kind].length) return at;
  return new Date((isAhead ? at : claim.requestedAt).getTime() + SETTLED_AFTER_MS);
}

/** All steps, a pause until what was under way is stored, all steps again. False when it waits. */
async function carryOut(work: Work): Promise<boolean> {
  const { storage, claim, now } = work;
  const plan = STEPS[claim.kind];
  const steps = plan.length * 2 + 1;
  for (let step = claim.step; step < steps; step++) {
    await erasures.saveErasureStep(storage, claim, { step, steps });
    const dueAt = step === plan.length ? settledAt(work) : now();
    if (now() < dueAt) {
      await erasures.postponeErasure(storage, claim, dueAt);
      return false;
    }
    await plan[step < plan.length ? step : step - plan.length - 1]?.(work);
  }
  await finish(work);
  return true;
}

/**
 * Carries an erasure on from the step it came to. What fails is noted and tried again later; a process that ends hands it
 * over; one that lost it to another writes nothing. Answers how far it is, and throws what it failed with.
 */
export async function runErasure(
  deps: ErasureDeps,
  claim: erasures.ErasureClaim,
  signal: AbortSignal,
): Promise<ErasureOutcome> {
  try {
    return (await carryOut(createWork(deps, claim, signal))) ? 'done' : 'waits';
  } catch (error) {
    if (error instanceof erasures.ErasureLostError) return 'waits';
    const now = deps.now();
    if (error instanceof ErasurePausedError) {
      await erasures.postponeErasure(deps.storage, claim, now);
      return 'waits';
    }
    if (databaseTrouble(error) === 'contention') {
      await erasures.postponeErasure(deps.storage, claim, new Date(now.getTime() + BUSY_MS));
      return 'busy';
    }
    // what the database says may hold values: the log has it, the receipt does not
    await erasures.failErasure(deps.storage, claim, { error: 'a step failed; it is tried again', now });
    throw error;
  }
}
