/**
 * The dictionaries of telemetry. Constants, so that they may stand in SQL text. `made`: ids that come with a project. `counted`: beside
 * being seen in 30 days, what an entry must be to count for the bound, at a time `$now`; a stranger can make up user agents, which
 * count for a day unless they come again. `kept`: how many times the bound are kept at most.
 */
export const DICTIONARIES = {
  endpoint: { columns: ['method', 'route'], made: 1, counted: 'counts_as is null', kept: null },
  consumer: { columns: ['name'], made: 0, counted: 'true', kept: null },
  user_agent: {
    columns: ['value'],
    made: 0,
    counted: "(first_seen_at > $now - interval '1 day' or last_seen_at > first_seen_at + interval '1 day')",
    kept: 5,
  },
} as const;

export type DictionaryName = keyof typeof DICTIONARIES;

/** The values of a dictionary's columns: method and route, or one text. */
export type DictionaryKey = readonly string[];

/** One text for a key, to look it up by. The separator cannot occur: NUL bytes are refused at the door. */
export const dictionaryKeyText = ([first = '', second]: DictionaryKey): string =>
  second === undefined ? first : `${first}\0${second}`;
