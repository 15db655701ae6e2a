import { unescapeLogText } from './log-text';

export type Fields = Readonly<Record<string, unknown>>;

/**
 * A text up to its end or that of the line, as much of it as is kept of a field by itself; or the place of a value that is empty
 * or `-`.
 */
const TEXT_OR_GAP =
  /"((?:\\x[0-9a-f]{2}|\\u[0-9a-f]{4}|\\.|[^"\\]){0,16384})(?:\\.|[^"\\])*("|\\?$)|: {0,4}-? {0,4}(?=[,}])/gis;
/** Bytes as nginx escapes them unless told `escape=json`; any other escape stays. */
const ESCAPE = /\\(?:x[0-9a-f]{2}(?:\\x[0-9a-f]{2})*|.)/gis;

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const asJson = (escape: string): string =>
  /^\\x[0-9a-f]/i.test(escape) ? JSON.stringify(unescapeLogText(escape)).slice(1, -1) : escape;

/** What a `log_format` without `escape=json` gets wrong: `\x22` in texts, nothing or `-` for a number. */
const mended = (line: string): string =>
  line.replace(TEXT_OR_GAP, (_, text?: string, end?: string) =>
    text === undefined ? ':null' : `"${text.replace(ESCAPE, asJson)}${end}`,
  );

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

/** The object that a line of JSON is; null for what is none. */
export function readJsonLine(line: string): Fields | null {
  const value = parsed(line) ?? parsed(mended(line));
  return isFields(value) ? value : null;
}

/** The object in a field; empty when there is none. */
export function fieldsIn(value: unknown): Fields {
  return isFields(value) ? value : {};
}

/** The first of some fields that says something. */
export function firstOf(fields: Fields, names: readonly string[]): unknown {
  for (const name of names) {
    const value = fields[name];
    if (value !== undefined && value !== null && value !== '' && value !== '-') return value;
  }
  return undefined;
}
