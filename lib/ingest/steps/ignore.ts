import { matchesWildcard, wildcard } from '../../formats';
import { inCidrs, methodIndex, parseCidrs, TRAIT } from '../../shared';
import { addIgnored } from '../pipeline/ignored';
import type { Draft, Validated } from '../pipeline/batch';
import type { IngestKey } from '../guard/keys';

interface Matcher {
  id: number;
  matches(draft: Draft, batch: Validated): boolean;
}

type Rule = IngestKey['ignoreRules'][number];
type Test = Matcher['matches'];

/** Remembers the answer for each text that a batch repeats. */
function remembered(decide: (text: string) => boolean): (text: string) => boolean {
  const known = new Map<string, boolean>();
  return (text) => {
    const found = known.get(text) ?? decide(text);
    known.set(text, found);
    return found;
  };
}

function testsOf({ method, path, userAgent, network }: Rule): Test[] {
  const tests: Test[] = [];
  if (method !== null) {
    const wanted = methodIndex(method);
    tests.push(({ traits }) => (traits & TRAIT.methodMask) === wanted);
  }
  if (path !== null) {
    const parts = wildcard(path);
    tests.push((draft, { names }) => {
      const text = draft.path ?? names.endpoints[draft.endpointSlot]?.route;
      return text !== undefined && matchesWildcard(parts, text);
    });
  }
  if (userAgent !== null) {
    const part = userAgent.toLowerCase();
    const holds = remembered((text) => text.toLowerCase().includes(part));
    tests.push(({ userAgentSlot }, { names }) => userAgentSlot >= 0 && holds(names.userAgents[userAgentSlot] ?? ''));
  }
  if (network !== null) {
    const { ranges } = parseCidrs([network]);
    const isIn = remembered((address) => inCidrs(address, ranges));
    tests.push(({ caller }) => caller !== null && isIn(caller));
  }
  return tests;
}

/** A rule that asks for nothing ignores nothing. Made for each batch: what it remembers ends with it. */
function matcherOf(rule: Rule): Matcher {
  const tests = testsOf(rule);
  return {
    id: rule.id,
    matches: (draft, batch) => tests.length > 0 && tests.every((test) => test(draft, batch)),
  };
}

/** Takes out the calls that a rule of the project ignores, each counted for the first rule that matches it. */
export function ignore(batch: Validated): Validated {
  const { ignoreRules } = batch.key;
  if (ignoreRules.length === 0) return batch;
  const matchers = ignoreRules.map(matcherOf);
  const ignoredCalls = new Map(batch.ignoredCalls);
  const drafts = batch.drafts.filter((draft) => {
    const rule = matchers.find(({ matches }) => matches(draft, batch));
    if (rule) addIgnored(ignoredCalls, { cause: 'rule', id: rule.id }, draft.finishedAtUs);
    return !rule;
  });
  return { ...batch, drafts, ignoredCalls };
}
