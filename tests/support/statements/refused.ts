const VOLATILE = String.raw`\b(clock_timestamp|random|gen_random_uuid|nextval)\s*\(`;
const MUTABLE = String.raw`(\b(now|clock_timestamp|statement_timestamp|random|gen_random_uuid|nextval|extract|date_trunc|to_char)\s*\(|[-+] interval\b)`;
const CHANGES = String.raw`^\s*(with\b[^;]*\)\s*)?(update|delete)\b`;

/** What Citus refuses, or does silently wrong, in statements on distributed tables. */
const REFUSED: [what: string, pattern: RegExp][] = [
  [
    'a function that is not immutable in ON CONFLICT',
    new RegExp(String.raw`\bdo update\b(?:(?!\breturning\b)[^;])*${MUTABLE}`, 'i'),
  ],
  ['a volatile function in UPDATE or DELETE', new RegExp(`${CHANGES}[^;]*${VOLATILE}`, 'i')],
  ['arithmetic of times in UPDATE or DELETE', new RegExp(String.raw`${CHANGES}[^;]*[-+] interval\b`, 'i')],
  ['more than columns in RETURNING', new RegExp(String.raw`${CHANGES}[^;]*\breturning\b(?![\s\w.,"]*$)`, 'i')],
  ['SKIP LOCKED', /\bskip locked\b/i],
  ['MERGE', /^\s*merge\b/i],
  ['a recursive query that changes rows', /^\s*with recursive\b[^;]*\b(insert into|update|delete from)\b/i],
  ['a changing CTE beside INSERT', /^\s*with\b[^;]*\b(insert into|update|delete from)\b[^;]*\)\s*,?\s*insert into\b/i],
  ['transaction ids', /\b(txid_\w+|pg_current_xact_id|pg_current_snapshot|pg_snapshot_\w+|xmin|xmax)\b/i],
];

export const refusedByCitus = (text: string): string[] =>
  REFUSED.filter(([, pattern]) => pattern.test(text)).map(([what]) => what);
