import { looksLikeLogin } from '../../formats';
import { ENDPOINT, FLAG, OTHER_ROUTE } from '../../shared';
import type { DictionaryName } from '../../storage';
import type { NameBook, NamedEntries, NameQuery, WantedName } from '../names/name-book';
import type { NamedEntry } from '../names/shelf';
import { after, all } from '../pipeline/after';
import type { Draft, EndpointSlot, Named, Names, Validated } from '../pipeline/batch';
import { addIgnored } from '../pipeline/ignored';
import { refuseWhenDown } from '../pipeline/refusal';

type Slot = 'endpointSlot' | 'consumerSlot' | 'userAgentSlot';

/** When the first and the last of them finished. */
function timesOf(drafts: readonly Draft[]): Pick<NameQuery, 'firstCallAt' | 'lastCallAt'> {
  let [firstUs, lastUs] = [Infinity, -Infinity];
  for (const { finishedAtUs } of drafts) {
    if (finishedAtUs < firstUs) firstUs = finishedAtUs;
    if (finishedAtUs > lastUs) lastUs = finishedAtUs;
  }
  return { firstCallAt: new Date(firstUs / 1_000), lastCallAt: new Date(lastUs / 1_000) };
}

/** Slots that a call uses, with how many do; a batch may carry names that only rejected calls used. */
function slotsUsed(drafts: readonly Draft[], slot: Slot): Map<number, number> {
  const counts: number[] = [];
  const used: number[] = [];
  for (const draft of drafts) {
    const at = draft[slot];
    if (at < 0) continue;
    const count = counts[at];
    if (count === undefined) used.push(at);
    counts[at] = (count ?? 0) + 1;
  }
  return new Map(used.map((at) => [at, counts[at] ?? 0]));
}

/** Did the API serve the call? A refusal says nothing of its path: a stranger gets one for any path he makes up. */
const isAnswered = ({ status }: Draft): boolean => status < 400;
const isMissing = ({ status }: Draft): boolean => status === 404 || status === 405;
const isLogin = ({ flags }: Draft): boolean => (flags & FLAG.loginMask) !== 0;

/** Routes that the API names itself, whoever was answered. */
function declaredRoutes({ endpoints }: Names, slots: ReadonlyMap<number, number>): WantedName[] {
  const routes: WantedName[] = [];
  for (const slot of slots.keys()) {
    const named = endpoints[slot];
    if (named) routes.push({ key: [named.method, named.route], mayMake: true, fromPath: false, answeredCalls: 0 });
  }
  return routes;
}

/** Routes of the slots. Those of paths become endpoints by calls that were answered, or as logins that were refused. */
function routesOf({ drafts, names }: Validated, slots: ReadonlyMap<number, number>): WantedName[] {
  if (names.endpoints.every(({ declared }) => declared)) return declaredRoutes(names, slots);
  const answered = slotsUsed(drafts.filter(isAnswered), 'endpointSlot');
  const there = slotsUsed(
    drafts.filter((draft) => !isMissing(draft)),
    'endpointSlot',
  );
  const logins = slotsUsed(drafts.filter(isLogin), 'endpointSlot');
  return [...slots.keys()].flatMap((slot): WantedName[] => {
    const named = names.endpoints[slot];
    if (!named) return [];
    const { method, route, declared } = named;
    const calls = answered.get(slot) ?? 0;
    const mayMake = declared || calls > 0 || logins.has(slot) || (there.has(slot) && looksLikeLogin(method, route));
    return [{ key: [method, route], mayMake, fromPath: !declared, answeredCalls: calls }];
  });
}

/** Entries by slot. */
function entriesOf(book: NameBook, slots: Iterable<number>, query: NameQuery): NamedEntries | Promise<NamedEntries> {
  if (query.names.length === 0) return [];
  return after(book.resolve(query), (entries) => {
    const bySlot: (NamedEntry | null)[] = [];
    let at = 0;
    for (const slot of slots) bySlot[slot] = entries[at++] ?? null;
    return bySlot;
  });
}

/** Endpoints, consumers and user agents. */
function namesOf(batch: Validated, book: NameBook): (NamedEntries | Promise<NamedEntries>)[] {
  const { drafts, names, key } = batch;
  const { firstCallAt, lastCallAt } = timesOf(drafts);
  const query = (dictionary: DictionaryName, wanted: readonly WantedName[]): NameQuery => {
    return { dictionary, projectId: key.projectId, names: wanted, firstCallAt, lastCallAt };
  };
  const texts = (list: readonly string[], slots: ReadonlyMap<number, number>): WantedName[] =>
    [...slots.keys()].map((slot) => {
      return { key: [list[slot] ?? ''], mayMake: true, fromPath: false, answeredCalls: 0 };
    });
  const endpoints = slotsUsed(drafts, 'endpointSlot');
  const consumers = slotsUsed(drafts, 'consumerSlot');
  const userAgents = slotsUsed(drafts, 'userAgentSlot');
  const routes = routesOf(batch, endpoints);
  return [
    entriesOf(book, endpoints.keys(), query('endpoint', routes)),
    entriesOf(book, consumers.keys(), query('consumer', texts(names.consumers, consumers))),
    entriesOf(book, userAgents.keys(), query('user_agent', texts(names.userAgents, userAgents))),
  ];
}

/**
 * Turns names into ids. A path of which no call was answered, but for logins, a call without a route and whatever is beyond
 * the bounds of the project count under `__other__`; consumers and user agents beyond them have none. Calls of an endpoint that a
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
  return logins.size === 0 ? named : book.markLogins(batch.key.projectId, [...logins]).then(() => named);
}
