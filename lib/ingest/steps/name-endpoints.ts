import { looksLikeLogin } from '../../formats';
import { ENDPOINT, FLAG, OTHER_ROUTE } from '../../shared';
import { dictionaryKeyText } from '../../storage';
import type { DictionaryKey, DictionaryName } from '../../storage';
import type { NameBook } from '../names/name-book';
import type { NamedEntries, NameQuery, WantedName } from '../names/name-query';
import type { NamedEntry } from '../names/shelf';
import { after, all } from '../pipeline/after';
import type { Draft, EndpointSlot, Named, Validated } from '../pipeline/batch';
import { addIgnored } from '../pipeline/ignored';
import { refuseWhenDown } from '../pipeline/refusal';

/** When the first and the last of them finished. */
function timesOf(drafts: readonly Draft[]): Pick<NameQuery, 'firstCallAt' | 'lastCallAt'> {
  let [firstUs, lastUs] = [Infinity, -Infinity];
  for (const { finishedAtUs } of drafts) {
    if (finishedAtUs < firstUs) firstUs = finishedAtUs;
    if (finishedAtUs > lastUs) lastUs = finishedAtUs;
  }
  return { firstCallAt: new Date(firstUs / 1_000), lastCallAt: new Date(lastUs / 1_000) };
}

/** Slots that calls use, each once; a batch may carry names that only rejected calls used. */
class UsedSlots {
  readonly slots: number[] = [];
  private readonly seen: Uint8Array;

  constructor(names: readonly unknown[]) {
    this.seen = new Uint8Array(names.length);
  }

  add(slot: number): void {
    if (slot < 0 || this.seen[slot] === 1) return;
    this.seen[slot] = 1;
    this.slots.push(slot);
  }
}

/** Calls by the slot of their endpoint. */
function callsByEndpoint(drafts: readonly Draft[]): Map<number, number> {
  const counts = new Map<number, number>();
  for (const { endpointSlot } of drafts)
    if (endpointSlot >= 0) counts.set(endpointSlot, (counts.get(endpointSlot) ?? 0) + 1);
  return counts;
}

/** Did the API serve the call? A refusal or a redirect says nothing of its path: a stranger gets one for any path he makes up. */
const isAnswered = ({ status }: Draft): boolean => (status >= 200 && status < 300) || status === 304;
/** Sent on to another place or protocol: there may be something. */
const isSentOn = (draft: Draft): boolean => draft.status < 400 && !isAnswered(draft);
const endpointsSentTo = (drafts: readonly Draft[]): ReadonlySet<number> =>
  new Set(drafts.filter(isSentOn).map(({ endpointSlot }) => endpointSlot));
const isMissing = ({ status }: Draft): boolean => status === 404 || status === 405;
const isLogin = ({ flags }: Draft): boolean => (flags & FLAG.loginMask) !== 0;

/** Routes of the slots. Those of paths become endpoints by calls that were answered or, some of them, sent on, or as logins that were refused. */
function routesOf({ drafts, names }: Validated, slots: readonly number[]): WantedName[] {
  const answered = callsByEndpoint(drafts.filter(isAnswered));
  const there = callsByEndpoint(drafts.filter((draft) => !isMissing(draft)));
  const logins = callsByEndpoint(drafts.filter(isLogin));
  const sentOn = endpointsSentTo(drafts);
  return slots.flatMap((slot): WantedName[] => {
    const named = names.endpoints[slot];
    if (!named) return [];
    const { method, route, declared } = named;
    const calls = answered.get(slot) ?? 0;
    const loginAsked = logins.has(slot) || (there.has(slot) && looksLikeLogin(method, route));
    const mayMake = declared || calls > 0 || loginAsked || sentOn.has(slot);
    return [{ key: [method, route], mayMake, fromPath: !declared, answeredCalls: calls, isLogin: loginAsked }];
  });
}

interface Wanted {
  dictionary: DictionaryName;
  /** Of the names that calls use. */
  slots: readonly number[];
  keyOf(slot: number): DictionaryKey;
  /** What is asked for where one of them is not known: by slot, in their order. */
  names(): WantedName[];
}

/** Entries by slot, when all are known. */
function knownBySlot(entries: ReadonlyMap<string, NamedEntry>, { slots, keyOf }: Wanted): NamedEntries | null {
  const bySlot: NamedEntry[] = [];
  for (const slot of slots) {
    const entry = entries.get(dictionaryKeyText(keyOf(slot)));
    if (!entry) return null;
    bySlot[slot] = entry;
  }
  return bySlot;
}

/** Entries by slot; those of most batches are known, and nothing is made to ask for them. */
function entriesOf(book: NameBook, batch: Validated, wanted: Wanted): NamedEntries | Promise<NamedEntries> {
  const { dictionary, slots } = wanted;
  const { projectId } = batch.key;
  const known = knownBySlot(book.known(projectId, dictionary), wanted);
  if (known) return known;
  const query = { dictionary, projectId, names: wanted.names(), ...timesOf(batch.drafts) };
  return after(book.resolve(query), (entries) => {
    const bySlot: (NamedEntry | null)[] = [];
    for (const [at, slot] of slots.entries()) bySlot[slot] = entries[at] ?? null;
    return bySlot;
  });
}

/** Endpoints, consumers and user agents. */
function namesOf(batch: Validated, book: NameBook): (NamedEntries | Promise<NamedEntries>)[] {
  const { drafts, names } = batch;
  const endpoints = new UsedSlots(names.endpoints);
  const consumers = new UsedSlots(names.consumers);
  const userAgents = new UsedSlots(names.userAgents);
  for (const { endpointSlot, consumerSlot, userAgentSlot } of drafts) {
    endpoints.add(endpointSlot);
    consumers.add(consumerSlot);
    userAgents.add(userAgentSlot);
  }
  const texts = (dictionary: DictionaryName, list: readonly string[], { slots }: UsedSlots) => {
    const keyOf = (slot: number): DictionaryKey => [list[slot] ?? ''];
    const name = (slot: number): WantedName => ({ key: keyOf(slot), mayMake: true, fromPath: false, answeredCalls: 0 });
    return entriesOf(book, batch, { dictionary, slots, keyOf, names: () => slots.map(name) });
  };
  const { slots } = endpoints;
  const keyOf = (slot: number): DictionaryKey => [
    names.endpoints[slot]?.method ?? '',
    names.endpoints[slot]?.route ?? '',
  ];
  return [
    entriesOf(book, batch, { dictionary: 'endpoint', slots, keyOf, names: () => routesOf(batch, slots) }),
    texts('consumer', names.consumers, consumers),
    texts('user_agent', names.userAgents, userAgents),
  ];
}

/**
 * Turns names into ids. A path of which no call was answered, but for logins and some that were sent on, a call without a route and
 * whatever is beyond the bounds of the project count under `__other__`; consumers and user agents beyond them have none. Calls of an endpoint that a
 * person ignores are counted and go no further.
 */
export const nameEndpoints =
  (book: NameBook) =>
  (batch: Validated): Named | Promise<Named> => {
    if (batch.drafts.length === 0) return give(batch, book, []);
    const found = all(namesOf(batch, book));
    return after(found instanceof Promise ? found.catch(refuseWhenDown) : found, (names) => give(batch, book, names));
  };

/** The template of a call that gets no endpoint which says it is stored with the call: a path's own, or one of a route beyond the bounds. */
function pathOf(slot: EndpointSlot | undefined, endpoint: NamedEntry | null): string | null {
  if (!slot || slot.route === OTHER_ROUTE) return null;
  if (slot.declared && endpoint) return null;
  return slot.route === endpoint?.route ? null : slot.route;
}

function give(batch: Validated, book: NameBook, names: readonly NamedEntries[]): Named | Promise<Named> {
  const [endpoints = [], consumers = [], userAgents = []] = names;
  const logins = new Set<NamedEntry>();
  const drafts: Draft[] = [];
  const ignoredCalls = new Map(batch.ignoredCalls);
  for (const draft of batch.drafts) {
    const endpoint = endpoints[draft.endpointSlot] ?? null;
    if (endpoint?.ignored) {
      addIgnored(ignoredCalls, { cause: 'endpoint', id: endpoint.id }, draft.finishedAtUs);
      continue;
    }
    draft.endpointId = endpoint?.id ?? ENDPOINT.other;
    draft.path ??= pathOf(batch.names.endpoints[draft.endpointSlot], endpoint);
    draft.consumerId = consumers[draft.consumerSlot]?.id ?? 0;
    draft.userAgentId = userAgents[draft.userAgentSlot]?.id ?? 0;
    drafts.push(draft);
    if (!endpoint) continue;
    if (isAnswered(draft)) endpoint.taken.calls += 1;
    if (!endpoint.isLogin && isLogin(draft)) logins.add(endpoint);
  }
  const { receivedAtMs, key, batchId, digest, imported, calls, report, rejected } = batch;
  const named = {
    receivedAtMs,
    key,
    batchId,
    digest,
    imported,
    calls,
    report,
    drafts,
    rejected,
    ignoredCalls,
    endpoints,
  };
  if (logins.size === 0) return named;
  return book.markLogins(batch.key.projectId, [...logins]).then(() => named, refuseWhenDown);
}
