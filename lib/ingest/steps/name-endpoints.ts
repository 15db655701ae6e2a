import { ENDPOINT, FLAG } from '../../shared';
import { databaseTrouble } from '../../storage';
import type { NameBook, NamedEntries, NamedEntry, NameQuery } from '../names/name-book';
import { after, all } from '../pipeline/after';
import type { Draft, EndpointSlot, Named, Validated } from '../pipeline/batch';
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

/** Entries by slot. */
function entriesOf(book: NameBook, slots: readonly number[], query: NameQuery): NamedEntries | Promise<NamedEntries> {
  if (slots.length === 0) return [];
  return after(book.resolve(query), (entries) => {
    const bySlot: (NamedEntry | null)[] = [];
    slots.forEach((slot, at) => (bySlot[slot] = entries[at] ?? null));
    return bySlot;
  });
}

/** Endpoints, consumers and user agents. */
function namesOf(batch: Validated, book: NameBook): (NamedEntries | Promise<NamedEntries>)[] {
  const { drafts, names, key } = batch;
  const common = { projectId: key.projectId, firstSeenUs: firstOf(drafts) };
  const texts = (list: readonly string[], slots: readonly number[]) => slots.map((slot) => [list[slot] ?? '']);
  const endpoints = slotsUsed(drafts, 'endpointSlot');
  const consumers = slotsUsed(drafts, 'consumerSlot');
  const userAgents = slotsUsed(drafts, 'userAgentSlot');
  const chosen = endpoints.flatMap((slot) => names.endpoints[slot] ?? []);
  return [
    entriesOf(book, endpoints, {
      ...common,
      dictionary: 'endpoint',
      keys: chosen.map(({ method, route }) => [method, route]),
      mayMake: chosen.map(({ declared, answered }) => declared || answered),
    }),
    entriesOf(book, consumers, { ...common, dictionary: 'consumer', keys: texts(names.consumers, consumers) }),
    entriesOf(book, userAgents, { ...common, dictionary: 'user_agent', keys: texts(names.userAgents, userAgents) }),
  ];
}

function refuseWhenDown(error: unknown): never {
  if (databaseTrouble(error) !== 'down') throw error;
  throw comeBack('database_down', 'unavailable', 'the database cannot be reached');
}

/**
 * Turns names into ids. A path that only ever answered 404 or 405, a call without a route and whatever is beyond the bounds
 * of the project count under `__other__`; consumers and user agents beyond them have none.
 */
export const nameEndpoints =
  (book: NameBook) =>
  (batch: Validated): Named | Promise<Named> => {
    if (batch.drafts.length === 0) return { ...batch, endpoints: [] };
    const found = all(namesOf(batch, book));
    return after(found instanceof Promise ? found.catch(refuseWhenDown) : found, (names) => give(batch, book, names));
  };

/** A path that was its own template is stored with the call when it gets no endpoint that says it. */
const pathOf = (slot: EndpointSlot | undefined): string | null => (slot && !slot.declared ? slot.route : null);

function give(batch: Validated, book: NameBook, names: readonly NamedEntries[]): Named | Promise<Named> {
  const [endpoints = [], consumers = [], userAgents = []] = names;
  const logins = new Set<NamedEntry>();
  for (const draft of batch.drafts) {
    const endpoint = endpoints[draft.endpointSlot] ?? null;
    draft.endpointId = endpoint?.id ?? ENDPOINT.other;
    if (!endpoint) draft.path ??= pathOf(batch.names.endpoints[draft.endpointSlot]);
    draft.consumerId = consumers[draft.consumerSlot]?.id ?? 0;
    draft.userAgentId = userAgents[draft.userAgentSlot]?.id ?? 0;
    if (endpoint && !endpoint.isLogin && (draft.flags & FLAG.loginMask) !== 0) logins.add(endpoint);
  }
  const named = { ...batch, endpoints };
  return logins.size === 0 ? named : book.markLogins(batch.key.projectId, [...logins]).then(() => named);
}
