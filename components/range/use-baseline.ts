'use client';

import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { baselineQuery, usePageState } from '../../lib/client';
import { stepsOver } from '../charts/band';
import type { ChartBand } from '../charts/types';
import { useProject } from '../project/project-provider';
import { bandOf, baselineWords, learningWords, outsideWords } from './baseline';

/** What is usual over the range of the URL, for a chart of calls per minute. */
export interface Baseline {
  /** Undefined while nothing is known. */
  band: ChartBand | undefined;
  /** What it is made of: "same hours of the last 4 weeks". */
  words: string | null;
  /** "Baseline from 4 Dec 15:00 UTC" while there is none yet and the range goes on to now. */
  learning: string | null;
  /** How the line keeps to it: ", outside its baseline for 12 min". */
  outside: string;
}

type Known = Omit<Baseline, 'outside'>;

const NOTHING: Known = { band: undefined, words: null, learning: null };

/** A line of calls per minute, one value a step; times are epoch ms. */
interface Line {
  values: readonly (number | null)[];
  frame: { times: readonly number[]; stepMs: number; unfinishedFrom: number };
}

/** The baseline of an endpoint, or of all calls, at the steps of a line. */
export function useBaseline({ values, frame }: Line, of: { endpointId: number | null; now: number }): Baseline {
  const { times, unfinishedFrom } = frame;
  const { project } = useProject();
  const { range, environment } = usePageState();
  const { fromMs, toMs } = range;
  const { stepMs } = frame;
  const { endpointId } = of;
  const { data } = useQuery(baselineQuery(project.id, { fromMs, toMs, stepMs, environment, endpointId }));
  const minute = Math.floor(of.now / 60_000) * 60_000;
  const known = useMemo((): Known => {
    if (!data) return NOTHING;
    const band = bandOf(data, times);
    if (band) return { band, words: baselineWords(data), learning: null };
    return { ...NOTHING, learning: toMs >= minute ? learningWords(data, minute) : null };
  }, [data, times, toMs, minute]);
  const over = stepsOver(times, unfinishedFrom);
  return { ...known, outside: outsideWords(values, known.band, { stepMs: frame.stepMs, over }) };
}
