'use client';

import { parseAsString, useQueryStates } from 'nuqs';
import { useMemo } from 'react';
import { useLive } from '../live/live-provider';
import { type ResolvedRange, resolveRange } from './resolve-range';
import { useNow } from './use-now';

const PARAMETERS = {
  env: parseAsString,
  range: parseAsString,
  from: parseAsString,
  to: parseAsString,
  vs: parseAsString,
};

export interface PageState {
  /** Slug of the environment; null is all but archives. */
  environment: string | null;
  range: ResolvedRange;
  /** Compare with the period before. */
  compare: boolean;
  setEnvironment: (slug: string | null) => void;
  /** "6h", or a fixed range in epoch ms. */
  setRange: (range: string | { from: number; to: number }) => void;
  setCompare: (compare: boolean) => void;
  /** The state as a query ("?env=production&range=6h", or ""), for links that keep it. */
  kept: string;
}

const iso = (ms: number) => new Date(ms).toISOString();

/** Environment, range and comparison: they live in the URL (`?env=&range=&from=&to=&vs=`), so a copied link has them. */
export function usePageState(): PageState {
  const [state, setState] = useQueryStates(PARAMETERS, { history: 'push' });
  const ticking = useNow(5000);
  const { pausedAt } = useLive();
  const now = pausedAt ?? ticking;
  const { env, range, from, to, vs } = state;
  const { fromMs, toMs, stepMs, relative } = resolveRange({ range, from, to }, now);
  return useMemo(() => {
    const given = Object.entries({ env, range, from, to, vs }).filter(
      (entry): entry is [string, string] => entry[1] !== null,
    );
    const query = new URLSearchParams(given).toString();
    return {
      environment: env,
      range: { fromMs, toMs, stepMs, relative },
      compare: vs !== 'none',
      kept: query ? `?${query}` : '',
      setEnvironment: (slug) => void setState({ env: slug }),
      setRange: (next) =>
        void setState(
          typeof next === 'string'
            ? { range: next, from: null, to: null }
            : { range: null, from: iso(next.from), to: iso(next.to) },
        ),
      setCompare: (compare) => void setState({ vs: compare ? null : 'none' }),
    };
  }, [env, range, from, to, vs, fromMs, toMs, stepMs, relative, setState]);
}
