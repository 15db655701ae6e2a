/** The dictionaries of telemetry. Constants, so that they may stand in SQL text. `made`: ids that come with a project. */
export const DICTIONARIES = {
  endpoint: { columns: ['method', 'route'], seen: true, made: 1 },
  consumer: { columns: ['name'], seen: true, made: 0 },
  user_agent: { columns: ['value'], seen: false, made: 0 },
} as const;

export type DictionaryName = keyof typeof DICTIONARIES;

/** The values of a dictionary's columns: method and route, or one text. */
export type DictionaryKey = readonly string[];

/** One text for a key, to look it up by. The separator cannot occur: NUL bytes are refused at the door. */
export const dictionaryKeyText = (key: DictionaryKey): string => key.join('\0');
