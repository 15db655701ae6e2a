import type { MeasureUnit } from '../../../lib/shared';
import { MAX_THRESHOLD } from '../../../lib/shared';

/** How a threshold is typed: its unit, and how many of the measure's own unit one of it is. */
const ENTRY: Readonly<Record<MeasureUnit, { unit: string; size: number }>> = {
  count: { unit: '', size: 1 },
  per_minute: { unit: '/min', size: 1 },
  ratio: { unit: '%', size: 0.01 },
  ms: { unit: 'ms', size: 1 },
  bytes: { unit: 'kB', size: 1_000 },
  seconds: { unit: 's', size: 1 },
};

/** Where a threshold begins when its unit is new. */
export const DEFAULT_TYPED: Readonly<Record<MeasureUnit, string>> = {
  count: '100',
  per_minute: '100',
  ratio: '5',
  ms: '1000',
  bytes: '1000',
  seconds: '180',
};

export const typedUnit = (unit: MeasureUnit): string => ENTRY[unit].unit;

/** Without the dust of binary fractions: 7 % stays 0.07. */
const round = (value: number): number => Number(value.toPrecision(12));

/** A value as it is typed: 0.05 of a ratio is "5". */
export const typedOf = (unit: MeasureUnit, value: number): string => String(round(value / ENTRY[unit].size));

/** The most that may be typed. */
export const typedMost = (unit: MeasureUnit): number => MAX_THRESHOLD / ENTRY[unit].size;

/** What was typed as a value; null when it is no number from 0 on. */
export function readTyped(unit: MeasureUnit, typed: string): number | null {
  const text = typed.trim();
  const number = text === '' ? Number.NaN : Number(text);
  return Number.isFinite(number) && number >= 0 ? round(number * ENTRY[unit].size) : null;
}
