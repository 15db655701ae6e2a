'use client';

import { useQueryStates } from 'nuqs';
import { useMemo } from 'react';
import type { Comparison } from '../../shared';
import { comparisonOf } from './comparison-of';
import { type ResolvedRange, resolveRange } from './resolve-range';
import { KEPT_PARAMETERS, useKept } from './use-kept';
import { usePageNow } from './use-page-now';

export interface PageState {
  /** Slug of the environment; null is all but archives. */
  environment: string | null;
  range: ResolvedRange;
  /** What the range is compared with; null: nothing. */
  compare: Comparison | null;
  setEnvironment: (slug: string | null) => void;
  /** "6h", or a fixed range in epoch ms. */
  setRange: (range: string | { from: number; to: number }) => void;
  setCompare: (compare: Comparison | null) => void;
  /** The state as a query ("?env=production&range=6h", or ""), for links that keep it. */
  kept: string;
}

const iso = (ms: number) => new Date(ms).toISOString();

/** Environment, range and comparison: they live in the URL (`?env=&range=&from=&to=&vs=`), so a copied link has them. */
export function usePageState(): PageState {
  const [state, setState] = useQueryStates(KEPT_PARAMETERS, { history: 'push' });
  const kept = useKept();
  const now = usePageNow(5000);
  const { env, range, from, to, vs } = state;
  const { fromMs, toMs, stepMs, exact, relative } = resolveRange({ range, from, to }, now);
  return useMemo(
    () => ({
      environment: env,
      range: { fromMs, toMs, stepMs, exact: { fromMs: exact.fromMs, toMs: exact.toMs }, relative },
      compare: comparisonOf(vs),
      kept,
      setEnvironment: (slug) => void setState({ env: slug }),
      setRange: (next) =>
        void setState(
          typeof next === 'string'
            ? { range: next, from: null, to: null }
            : { range: null, from: iso(next.from), to: iso(next.to) },
        ),
      setCompare: (compare) => void setState({ vs: compare ?? 'none' }),
    }),
    [env, vs, kept, fromMs, toMs, stepMs, exact.fromMs, exact.toMs, relative, setState],
  );
}
