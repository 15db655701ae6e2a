'use client';

import { createContext, use } from 'react';
import type { RuleMeasure } from '../../../lib/shared';

/** The threshold as it is now, and how it is moved. */
export interface ThresholdMove {
  measure: RuleMeasure;
  value: number;
  /** The highest that makes sense; Infinity when none does. */
  most: number;
  take: (value: number) => void;
  /** A drag begins, or ends: the axis stands still in between. */
  hold: (held: boolean) => void;
}

/** Around the chart, so that the handle follows at once while the chart is drawn again in its own time. */
export const ThresholdMoveContext = createContext<ThresholdMove | null>(null);

export const useThresholdMove = (): ThresholdMove | null => use(ThresholdMoveContext);
