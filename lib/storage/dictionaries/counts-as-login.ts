/**
 * Condition: an endpoint, or one that counts as it, is flagged as login; `alias` is its row, and `$1` the project. The flag of a
 * merged one stays its own, so that it leaves with it. Index endpoint_counts_as.
 */
export const countsAsLogin = (alias: string): string =>
  `(${alias}.is_login or exists (
     select from endpoint m where m.project_id = $1 and m.counts_as = ${alias}.id and m.is_login))`;
