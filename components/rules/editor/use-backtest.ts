'use client';

import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { backtestQuery } from '../../../lib/client';
import type { BacktestInput } from '../../../lib/shared';
import { ruleMeasureInfo } from '../../../lib/shared';
import { useProject } from '../../project/project-provider';
import { type MetricDraft, partsOf } from './draft';
import { useSettled } from './use-settled';

const TYPING_MS = 300;
/** Is never asked for. */
const NOTHING: BacktestInput = { measure: 'calls', condition: { above: 0 } };

/** Another name, severity or channel changes nothing of the past. */
function inputOf(draft: MetricDraft, days: number): BacktestInput | null {
  const read = partsOf(draft);
  if ('faults' in read || !ruleMeasureInfo(draft.measure).replayable) return null;
  const { severity: _severity, channels: _channels, ...watched } = read.parts;
  return { kind: 'metric', ...watched, days };
}

/** The draft tried on the past, again after each change; what was known stays, dimmed, until then. */
export function useBacktest(draft: MetricDraft, days: number) {
  const { project } = useProject();
  const text = JSON.stringify(inputOf(draft, days));
  const settled = useSettled(text, TYPING_MS);
  const input = useMemo((): BacktestInput | null => JSON.parse(settled), [settled]);
  const result = useQuery({ ...backtestQuery(project.id, input ?? NOTHING), enabled: input !== null });
  return { ...result, isPlaceholderData: result.isPlaceholderData || settled !== text };
}
