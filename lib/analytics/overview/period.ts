import type { PendingTotals } from '../../rollups';
import { comparisonShiftMs } from '../../shared';
import type { Comparison, Period } from '../../shared';
import { addHistogram } from '../../stats';
import type { EndpointChoice, naming, Sql } from '../../storage';
import { endpointCells } from '../cells/endpoint-cells';
import { addSums } from '../cells/grid';
import type { Cell, Grid } from '../cells/grid';
import { totalsOf } from '../measures/measure-value';
import { comparisonParam, rangeParams, requireRange, roundToStep, stepParam } from '../range/params';
import type { FigureScope, Range } from '../range/params';
import { isKeptToCompare, requireKept } from '../range/require-kept';
import { endpointSegments } from '../range/segments';
import { chooseStep } from './choose-step';
import { keptStep } from './kept-step';
import { likeUntilNow } from './like-until-now';

/** What a read of a period takes: a range, perhaps its step, perhaps what it is compared with. */
export const periodParams = {
  ...rangeParams,
  step: stepParam.optional(),
  vs: comparisonParam.optional(),
};

export interface PeriodQuery extends FigureScope, Range {
  stepSeconds: number;
  now: Date;
}

interface PeriodInput extends Range {
  step?: number | undefined;
  vs?: Comparison | undefined;
  /** The tiers that tell the period: those of endpoints unless told. */
  segmentsBy?: typeof endpointSegments;
}

export interface Periods {
  query: PeriodQuery;
  /** What it is compared with, as long as the period has lasted; null when nothing was asked for, or when it is not kept at these steps. */
  previous: PeriodQuery | null;
}

/**
 * The period that is asked for, rounded to whole steps, and what it is compared with. Its steps are larger ones than asked for
 * where no smaller ones are kept. Throws `invalid` for an empty range.
 */
export function periodsOf(scope: FigureScope, input: PeriodInput, now: Date): Periods {
  requireRange(input);
  const { from, to, segmentsBy = endpointSegments } = input;
  const stepSeconds = keptStep({ ...scope, from, to, now, segmentsBy }, input.step ?? chooseStep(input));
  const query = { ...scope, ...roundToStep(input, stepSeconds), stepSeconds, now };
  const lengthMs = query.to.getTime() - query.from.getTime();
  const shiftMs = input.vs ? comparisonShiftMs(input.vs, lengthMs) : 0;
  const back = (at: Date): Date => new Date(at.getTime() - shiftMs);
  const previous = { ...query, from: back(query.from), to: back(query.to) };
  const isThere = input.vs && isKeptToCompare(previous, segmentsBy(previous, asRead(previous)));
  return { query, previous: isThere ? likeUntilNow(query, previous, segmentsBy) : null };
}

/** Starts of the buckets of a period, seconds since the epoch; the last one may be cut short. */
export function bucketsOf({ from, to, stepSeconds }: PeriodQuery): number[] {
  const first = from.getTime() / 1000;
  const count = Math.ceil((to.getTime() / 1000 - first) / stepSeconds);
  return Array.from({ length: count }, (_, index) => first + index * stepSeconds);
}

function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b);
}

/**
 * A period by the steps that it is read by. Cells lie on multiples of their step; a period of weeks before does not where a week is not
 * made of whole steps, and is read by smaller ones that are.
 */
export function asRead<Of extends PeriodQuery>(query: Of): Of {
  const { from, stepSeconds } = query;
  return { ...query, stepSeconds: greatestCommonDivisor(stepSeconds, (from.getTime() / 1000) % stepSeconds) };
}

/** The cells of a period's buckets, in their order; the grid was read `asRead`. */
export function bucketCells(grid: Grid, id: number, query: PeriodQuery): Cell[] {
  const readSeconds = asRead(query).stepSeconds;
  const offsets = Array.from({ length: query.stepSeconds / readSeconds }, (_, index) => index * readSeconds);
  return bucketsOf(query).map((bucket) => {
    const [first, ...others] = offsets.flatMap((offset) => grid.find(id, bucket + offset) ?? []);
    return first && others.length === 0 ? first : addUp(grid, first ? [first, ...others] : []);
  });
}

export const spanOf = ({ from, to }: Range) => ({ from: from.toISOString(), to: to.toISOString() });

/** One cell. */
export function addUp(grid: Grid, cells: readonly Cell[]): Cell {
  const all = grid.empty();
  for (const cell of cells) {
    addSums(all.sums, cell.sums);
    if (all.latency.length > 0) addHistogram(all.latency, cell.latency);
  }
  return all;
}

export interface PeriodCells {
  /** In the order of the buckets. */
  steps: Cell[];
  all: Cell;
}

interface CellsQuery extends PeriodQuery {
  endpointId: number | null;
  latency?: boolean;
  /** See EndpointCellsQuery. */
  families?: naming.Families;
}

/** Sums and, unless told, histograms of a period, step by step and added up; of one endpoint, or of all together. */
export async function readPeriodCells(
  sql: Sql,
  { endpointId, latency = true, ...period }: CellsQuery,
  pending: readonly PendingTotals[],
): Promise<PeriodCells> {
  const query = asRead(period);
  const segments = endpointSegments(query, query);
  requireKept(segments, query.rawSinceMs);
  const endpoints: EndpointChoice = endpointId === null ? 'total' : [endpointId];
  const grid = await endpointCells(sql, { ...query, segments, endpoints, latency }, pending);
  const steps = bucketCells(grid, endpointId ?? 0, period);
  return { steps, all: addUp(grid, steps) };
}

/** A period as answers tell it. */
export function periodOf(query: PeriodQuery, { steps, all }: PeriodCells): Period {
  const points = bucketsOf(query).flatMap((bucket, index) => {
    const cell = steps[index];
    return cell ? [{ at: new Date(bucket * 1000).toISOString(), ...totalsOf(cell, query) }] : [];
  });
  return { ...spanOf(query), totals: totalsOf(all, query), points };
}

/** A period of all endpoints together: point by point, and added up. */
export async function readPeriod(sql: Sql, query: PeriodQuery, pending: readonly PendingTotals[]): Promise<Period> {
  return periodOf(query, await readPeriodCells(sql, { ...query, endpointId: null }, pending));
}
