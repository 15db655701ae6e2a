import type { NewRatePolicy, RateKey, RatePolicyItem } from '../../../lib/shared';
import { RATE_LIMITS } from '../../../lib/shared';
import type { Faults } from '../../rules/editor/draft';
import { policySentence, type RateDefinition, windowWords } from '../rate-words';

export const WINDOW_UNITS = ['s', 'min', 'h'] as const;
export type WindowUnit = (typeof WINDOW_UNITS)[number];
const SECONDS: Readonly<Record<WindowUnit, number>> = { s: 1, min: 60, h: 3_600 };

type Endpoint = NonNullable<RatePolicyItem['endpoint']>;

/** A policy while it is edited: numbers as they are typed. */
export interface PolicyDraft {
  /** Null: named after its sentence. */
  name: string | null;
  limit: string;
  windowCount: string;
  windowUnit: WindowUnit;
  key: RateKey;
  endpoint: Endpoint | null;
  environment: string | null;
}

export type PolicyParts = Omit<NewRatePolicy, 'name' | 'enabled'>;

const MAX_NAME = 80;

export const freshPolicy = (endpoint: Endpoint | null): PolicyDraft => ({
  name: null,
  limit: '60',
  windowCount: '1',
  windowUnit: 'min',
  key: 'caller',
  endpoint,
  environment: null,
});

/** A stored policy as it is edited; a name that is its sentence goes on following it. */
export function policyDraftOf(policy: RatePolicyItem): PolicyDraft {
  const { name, limit, windowSeconds, key, endpoint, environment } = policy;
  const isSentence = name === shorten(policySentence(policy));
  return {
    name: isSentence ? null : name,
    limit: String(limit),
    ...typedWindow(windowSeconds),
    key,
    endpoint,
    environment,
  };
}

/** A window in the largest unit that tells it whole: 90 s, 2 min, 1 h. */
function typedWindow(windowSeconds: number): Pick<PolicyDraft, 'windowCount' | 'windowUnit'> {
  const windowUnit = WINDOW_UNITS.findLast((unit) => windowSeconds % SECONDS[unit] === 0) ?? 's';
  return { windowCount: String(windowSeconds / SECONDS[windowUnit]), windowUnit };
}

/** The body that a draft stands for, or what is wrong with what was typed. The server checks the rest. */
export function policyPartsOf(draft: PolicyDraft): { parts: PolicyParts } | { faults: Faults } {
  const limit = readWhole(draft.limit);
  const windowSeconds = (readWhole(draft.windowCount) ?? 0) * SECONDS[draft.windowUnit];
  const faults: Faults = {
    ...((limit === null || limit > RATE_LIMITS.limit) && {
      limit: `Enter a whole number from 1 to ${RATE_LIMITS.limit.toLocaleString('en-US')}`,
    }),
    ...((windowSeconds === 0 || windowSeconds > RATE_LIMITS.windowSeconds) && {
      windowSeconds: `Enter a whole number, from 1 s to ${windowWords(RATE_LIMITS.windowSeconds)}`,
    }),
  };
  if (limit === null || Object.keys(faults).length > 0) return { faults };
  const { key, endpoint, environment } = draft;
  return { parts: { limit, windowSeconds, key, endpoint: endpoint?.id ?? null, environment } };
}

/** A whole number from 1 on; null for anything else. */
const readWhole = (typed: string): number | null => (/^0*[1-9]\d{0,8}$/.test(typed.trim()) ? Number(typed) : null);

/** What a draft counts; null while something is wrong with what was typed. */
export function definitionOf(draft: PolicyDraft): RateDefinition | null {
  const read = policyPartsOf(draft);
  return 'faults' in read ? null : { ...read.parts, endpoint: draft.endpoint, environment: draft.environment };
}

/** The name that is kept: the person's own, else the sentence as far as a name may be long. */
export function policyNameOf(draft: PolicyDraft): string {
  if (draft.name !== null) return draft.name;
  const definition = definitionOf(draft);
  return definition ? shorten(policySentence(definition)) : 'New policy';
}

const shorten = (text: string): string => (text.length <= MAX_NAME ? text : `${text.slice(0, MAX_NAME - 1)}…`);

/** Do two drafts count different things? Counting then begins anew. */
export const countsOtherwise = (a: PolicyDraft, b: PolicyDraft): boolean => countedText(a) !== countedText(b);

function countedText(draft: PolicyDraft): string {
  const read = policyPartsOf(draft);
  return JSON.stringify('faults' in read ? draft : read.parts);
}
