import type { Comparison } from '../../shared';
import { comparisonShiftMs, isComparable } from '../../shared';
import type { Grid } from '../cells/grid';
import { previousConsumers } from '../overview/rank';
import type { Reader, WholeQuery } from '../overview/rank';
import { firstCallAt } from '../status/call-times';

/**
 * The calls of some consumers in what a range is compared with; null where there is too little of it to compare with, or where
 * it is not kept or would have to be read from too many calls. Must be the last read of its snapshot.
 */
export async function callsBefore(
  reader: Reader,
  { vs, ...query }: WholeQuery & { vs: Comparison },
  consumerIds: readonly number[],
): Promise<Grid | null> {
  const shiftMs = comparisonShiftMs(vs, query.to.getTime() - query.from.getTime());
  const back = (at: Date): Date => new Date(at.getTime() - shiftMs);
  const previous = { ...query, from: back(query.from), to: back(query.to) };
  const firstCall = await firstCallAt(reader.sql, query, reader.pending);
  if (!firstCall || !isComparable(previous, firstCall)) return null;
  return previousConsumers(reader, { range: query, previous }, consumerIds);
}
