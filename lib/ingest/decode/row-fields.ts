/** What a row may say. */
export const ROW_FIELDS = [
  'startedAt',
  'finishedAt',
  'method',
  'route',
  'path',
  'status',
  'durationMs',
  'ip',
  'consumer',
  'userAgent',
  'contentType',
  'requestBytes',
  'responseBytes',
  'account',
  'loginOutcome',
  'traceId',
  'environment',
] as const;

/** A row of which nothing is checked yet. */
export type Row = Readonly<Partial<Record<(typeof ROW_FIELDS)[number], unknown>>>;
