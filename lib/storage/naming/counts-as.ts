/**
 * Condition on `endpoint_id` for all that count as one endpoint; `parameter` is its name, such as `$5`, and `$1` the project.
 * As an array, so that it is worked out once.
 */
export const countsAs = (parameter: string): string =>
  `endpoint_id = any(array(
     select e.id from endpoint e where e.project_id = $1 and (e.id = ${parameter} or e.counts_as = ${parameter})))`;
