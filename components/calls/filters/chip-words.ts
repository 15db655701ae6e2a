import { type CallFilterColumn, formatAccount, shownPath } from '../../../lib/shared';
import { wordsOf } from './filter-columns';

/** Names of what filters name by an id, by id. */
export type EndpointNames = ReadonlyMap<string, string>;

/** Is the value left out, and what stands behind the `!`? */
export function bareValue(value: string): { negated: boolean; bare: string } {
  return value.startsWith('!') ? { negated: true, bare: value.slice(1) } : { negated: false, bare: value };
}

/** What a chip says: "Status 404", "Status not 5xx", "Latency > 500 ms", "Consumer none"; "Consumer “none”" is one of that name. */
export function chipWords(column: CallFilterColumn, value: string, endpoints: EndpointNames): string {
  const { word } = wordsOf(column);
  const { negated, bare } = bareValue(value);
  return `${word} ${negated ? 'not ' : ''}${valueWords(column, bare, endpoints)}`;
}

/** A value without its `!`, as people say it. */
export function valueWords(column: CallFilterColumn, bare: string, endpoints: EndpointNames): string {
  const { choices = [], none, unit } = wordsOf(column);
  if (bare === '-' && none) return none;
  if (bare.toLowerCase() === none) return `“${bare}”`; // it is called so
  const choice = column === 'status' ? undefined : choices.find(([value]) => value === bare);
  if (choice) return choice[1];
  if (column === 'endpoint') return endpoints.get(bare) ?? bare;
  if (column === 'accountHash' && bare.length > 8) return formatAccount(bare);
  if (column === 'traceId' && bare.length > 8) return `${bare.slice(0, 8)}…`;
  if (unit && bare !== '') return `${spaced(bare)} ${unit}`;
  if (column === 'path' || column === 'route') return shownPath(bare);
  return bare.replace(/^\\/, '');
}

/** ">500" is "> 500", "100-250" is "100–250". */
const spaced = (bare: string): string => bare.replace(/^([<>]=?)\s*/, '$1 ').replace(/^([\d.]+)-([\d.]+)$/, '$1–$2');
