import type { Sql } from '../core/storage';

/** Takes `count` numbers of a project's counter (from 1 on) and returns the first. The counter stays locked until COMMIT. */
export async function takeNumbers(
  tx: Sql,
  {
    projectId,
    name,
    count,
  }: {
    projectId: number;
    name: 'incident' | 'incident_event' | 'alert' | 'rate_policy' | 'ignore_rule' | 'allowed_caller';
    count: number;
  },
): Promise<number> {
  const { rows } = await tx.query<{ value: number }>(
    `insert into project_counter as known (project_id, name, value) values ($1, $2, $3)
     on conflict (project_id, name) do update set value = known.value + excluded.value
     returning value`,
    [projectId, name, count],
  );
  return (rows[0]?.value ?? count) - count + 1;
}
