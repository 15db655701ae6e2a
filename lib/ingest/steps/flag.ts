import { FLAG, LOGIN_OUTCOMES, TRAIT, methodIndex, type LoginOutcome } from '../../shared';
import type { Named } from '../pipeline/batch';

const POST = methodIndex('POST');

/** Outcome of a POST on a login endpoint by its status alone; null for 429, which is no attempt. */
export function outcomeOfStatus(status: number): LoginOutcome | null {
  if (status === 429) return null;
  if (status >= 200 && status < 300) return 'success';
  return status === 401 || status === 403 ? 'failure' : 'unknown';
}

/**
 * Marks POSTs in rows and spans on login endpoints as login attempts, unless the sender said so itself. An SDK has seen the requests:
 * what it does not mark is none, such as a refresh on a token endpoint or another query of a GraphQL endpoint.
 */
export function flag(batch: Named): Named {
  if (batch.calls.kind === 'columns') return batch;
  if (!batch.endpoints.some((endpoint) => endpoint?.isLogin)) return batch;
  for (const draft of batch.drafts) {
    const isPost = (draft.traits & TRAIT.methodMask) === POST;
    if (!isPost || (draft.flags & FLAG.loginMask) !== 0 || !batch.endpoints[draft.endpointSlot]?.isLogin) continue;
    const outcome = outcomeOfStatus(draft.status);
    if (outcome) draft.flags |= LOGIN_OUTCOMES.indexOf(outcome) + 1;
  }
  return batch;
}
