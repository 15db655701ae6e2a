import { ENDPOINT, FLAG } from '../../shared';
import { databaseTrouble } from '../../storage';
import type { NameBook, NamedEntry, NameQuery } from '../names/name-book';
import type { Draft, Named, Validated } from '../pipeline/batch';
import { comeBack } from '../pipeline/refusal';

type Slot = 'endpointSlot' | 'consumerSlot' | 'userAgentSlot';

function firstOf(drafts: readonly Draft[]): number {
  let firstUs = Infinity;
  for (const { finishedAtUs } of drafts) if (finishedAtUs < firstUs) firstUs = finishedAtUs;
  return firstUs;
}

/** Slots that a call uses; a batch may carry names that only rejected calls used. */
function slotsUsed(drafts: readonly Draft[], slot: Slot): number[] {
  const seen: boolean[] = [];
  const used: number[] = [];
  for (const draft of drafts) {
    const at = draft[slot];
    if (at < 0 || seen[at]) continue;
    seen[at] = true;
    used.push(at);
  }
  return used;
}

/** Entries by slot; null for names that have none. */
async function entriesOf(book: NameBook, slots: readonly number[], query: NameQuery): Promise<(NamedEntry | null)[]> {
  if (slots.length === 0) return [];
  const entries = await book.resolve(query);
  const bySlot: (NamedEntry | null)[] = [];
  slots.forEach((slot, at) => (bySlot[slot] = entries[at] ?? null));
  return bySlot;
}

function namesOf(batch: Validated, book: NameBook) {
  const { drafts, names, key } = batch;
  const common = { projectId: key.projectId, firstSeenUs: firstOf(drafts) };
  const texts = (list: readonly string[], slots: readonly number[]) => slots.map((slot) => [list[slot] ?? '']);
  const endpoints = slotsUsed(drafts, 'endpointSlot');
  const consumers = slotsUsed(drafts, 'consumerSlot');
  const userAgents = slotsUsed(drafts, 'userAgentSlot');
  const chosen = endpoints.flatMap((slot) => names.endpoints[slot] ?? []);
  return Promise.all([
    entriesOf(book, endpoints, {
      ...common,
      dictionary: 'endpoint',
      keys: chosen.map(({ method, route }) => [method, route]),
      mayMake: chosen.map(({ declared, answered }) => declared || answered),
    }),
    entriesOf(book, consumers, { ...common, dictionary: 'consumer', keys: texts(names.consumers, consumers) }),
    entriesOf(book, userAgents, { ...common, dictionary: 'user_agent', keys: texts(names.userAgents, userAgents) }),
  ]);
}

/**
 * Turns names into ids. A path that only ever answered 404 or 405, a call without a route and whatever is beyond the bounds
 * of the project count under `__other__`; consumers and user agents beyond them have none.
 */
export const nameEndpoints =
  (book: NameBook) =>
  async (batch: Validated): Promise<Named> => {
    if (batch.drafts.length === 0) return { ...batch, endpoints: [] };
    const [endpoints, consumers, userAgents] = await namesOf(batch, book).catch((error: unknown) => {
      if (databaseTrouble(error) !== 'down') throw error;
      throw comeBack('database_down', 'unavailable', 'the database cannot be reached');
    });
    const logins = new Set<NamedEntry>();
    for (const draft of batch.drafts) {
      const endpoint = endpoints[draft.endpointSlot] ?? null;
      draft.endpointId = endpoint?.id ?? ENDPOINT.other;
      draft.consumerId = consumers[draft.consumerSlot]?.id ?? 0;
      draft.userAgentId = userAgents[draft.userAgentSlot]?.id ?? 0;
      if (endpoint && !endpoint.isLogin && (draft.flags & FLAG.loginMask) !== 0) logins.add(endpoint);
    }
    if (logins.size > 0) await book.markLogins(batch.key.projectId, [...logins]);
    return { ...batch, endpoints };
  };
