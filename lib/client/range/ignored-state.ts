import { COMPARISONS } from '../../shared';
import { spanOf } from './resolve-range';

/** The state of a URL as it stands there. */
export interface StateText {
  env: string | null;
  range: string | null;
  from: string | null;
  to: string | null;
  vs: string | null;
}

/** A part of the state that is not what the page shows, and the names that are to be taken out of the URL. */
export interface IgnoredState {
  /** "range “9x”". */
  words: string;
  names: readonly (keyof StateText)[];
}

/** What of the state of a URL cannot be followed: an environment that is not there, a range or comparison that is none. */
export function ignoredState(state: StateText, environments: readonly string[]): IgnoredState[] {
  const { env, range, vs } = state;
  const isFixed = isFixedRange(state);
  const ignored: IgnoredState[] = [];
  if (env !== null && !environments.includes(env)) ignored.push({ words: `environment “${env}”`, names: ['env'] });
  if ((state.from !== null || state.to !== null) && !isFixed) ignored.push(ignoredSpan(state));
  if (range !== null && !isFixed && spanOf(range) === null)
    ignored.push({ words: `range “${range}”`, names: ['range'] });
  if (vs !== null && vs !== 'none' && !COMPARISONS.some((known) => known === vs))
    ignored.push({ words: `comparison “${vs}”`, names: ['vs'] });
  return ignored;
}

const isFixedRange = ({ from, to }: StateText): boolean => Date.parse(from ?? '') < Date.parse(to ?? '');

function ignoredSpan({ from, to }: StateText): IgnoredState {
  const names = ['from', 'to'] as const;
  if (from === null || to === null)
    return { words: from === null ? '“to” without “from”' : '“from” without “to”', names };
  const wrong = names.filter((name) => Number.isNaN(Date.parse({ from, to }[name])));
  if (wrong.length === 0) return { words: '“to” that does not lie after “from”', names };
  return { words: wrong.map((name) => `${name} “${{ from, to }[name]}”`).join(' and '), names };
}
