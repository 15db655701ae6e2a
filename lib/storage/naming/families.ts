import type { Sql } from '../core/storage';

/** Which endpoints count as which. */
export interface Families {
  /** The endpoint that it counts as: itself when it was never merged. */
  rootOf(id: number): number;
  /** All that count as the same endpoint, itself among them. */
  membersOf(id: number): readonly number[];
}

/** Merged endpoints of a project; index endpoint_counts_as. Empty for most projects. */
export async function readFamilies(sql: Sql, projectId: number): Promise<Families> {
  const { rows } = await sql.query<{ id: number; root: number }>(
    'select id, counts_as as root from endpoint where project_id = $1 and counts_as is not null',
    [projectId],
  );
  const roots = new Map(rows.map(({ id, root }) => [id, root]));
  const members = new Map<number, number[]>();
  for (const { id, root } of rows) {
    const known = members.get(root) ?? [root];
    known.push(id);
    members.set(root, known);
  }
  const rootOf = (id: number): number => roots.get(id) ?? id;
  return { rootOf, membersOf: (id) => members.get(rootOf(id)) ?? [rootOf(id)] };
}
