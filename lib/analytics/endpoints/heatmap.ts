import type { LatencyHeatmap } from '../../shared';
import { LATENCY_BUCKETS, latencyEdgeUs } from '../../stats';
import type { Cell } from '../cells/grid';

/** Buckets in a band: half an octave, which the eye can tell apart. */
const BAND = 4;
const BANDS = LATENCY_BUCKETS / BAND;

function bandsOf({ latency }: Cell): number[] {
  const bands: number[] = [];
  for (let band = 0; band < BANDS; band++) {
    let calls = 0;
    for (let bucket = band * BAND; bucket < (band + 1) * BAND; bucket++) calls += latency[bucket] ?? 0;
    bands.push(calls);
  }
  return bands;
}

/** Calls by step and latency, without the bands above and below that hold none. */
export function heatmapOf(steps: readonly Cell[]): LatencyHeatmap {
  const rows = steps.map(bandsOf);
  const used = Array.from({ length: BANDS }, (_, band) => rows.some((row) => (row[band] ?? 0) > 0));
  const first = used.indexOf(true);
  if (first < 0) return { edgesMs: [], calls: rows.map(() => []) };
  const end = used.lastIndexOf(true) + 1;
  const edgesMs = Array.from(
    { length: end - first + 1 },
    (_, index) => Math.round(latencyEdgeUs((first + index) * BAND)) / 1000,
  );
  return { edgesMs, calls: rows.map((row) => row.slice(first, end)) };
}
