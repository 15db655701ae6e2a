'use client';

import { formatApdex, formatLatency } from '../../lib/shared';
import { NumberLink } from '../ui/data/number-link';
import { APDEX_MEANS } from './apdex-means';
import { useProject } from './project-provider';
import { usePlace } from './use-place';

/** Apdex by the threshold of the project, with the formula on focus; it opens where the threshold is set. */
export function Apdex({ value }: { value: number | null }) {
  const { project } = useProject();
  const to = usePlace();
  const satisfied = formatLatency(project.apdexMs);
  const tolerated = formatLatency(4 * project.apdexMs);
  return (
    <NumberLink
      inTable
      href={to('/settings')}
      opens={`Share of calls up to ${satisfied}, plus half of those up to ${tolerated}`}
      detail={`${APDEX_MEANS} The threshold is set in Settings.`}
    >
      Apdex <span className="font-medium text-ink">{formatApdex(value)}</span> at {satisfied}
    </NumberLink>
  );
}
