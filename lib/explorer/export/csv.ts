import { CALL_COLUMNS } from '../../shared';
import type { CallItem } from '../../shared';

const FORMULA = /^[=+\-@＝＋－＠\t\r\n]/; // spreadsheets of East Asia read the full-width ones as well
const QUOTED = /[",\r\n]|^\s|\s$/;
const END = '\r\n';

/** One cell. A text that a spreadsheet would take for a formula gets an apostrophe before it. */
function cell(value: string | number | readonly string[] | null): string {
  if (value === null) return '';
  if (typeof value === 'number') return String(value);
  const text = typeof value === 'string' ? value : value.join(' ');
  const safe = FORMULA.test(text) ? `'${text}` : text;
  return QUOTED.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

export const csvHead = (): string => CALL_COLUMNS.join(',') + END;

export const csvLine = (call: CallItem): string => CALL_COLUMNS.map((column) => cell(call[column])).join(',') + END;
