import { formatSpan } from '../../../lib/shared';
import type { SelectOption } from '../../ui/control/select';

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const SPANS = [1, 2, 3, 5, 10, 15, 30].map((n) => n * MINUTE);
const LONG_SPANS = [1, 2, 6, 12, 24].map((n) => n * HOUR);

/** Spans to choose from, with the one that is set; `none` names no time at all, where that is possible. */
export function spanOptions(current: number, none?: string): SelectOption<string>[] {
  const start = none === undefined ? [] : [0];
  const seconds = [...new Set([...start, ...SPANS, ...LONG_SPANS, current])].toSorted((a, b) => a - b);
  return seconds.map((value) => ({
    value: String(value),
    label: value === 0 && none !== undefined ? none : formatSpan(value * 1000),
  }));
}
