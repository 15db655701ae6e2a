import type { Sql } from '../core/storage';

/** Addresses of the owners of the project's organization, the oldest first. */
export async function findOwnerEmails(sql: Sql, projectId: number): Promise<string[]> {
  const { rows } = await sql.query<{ email: string }>(
    `select u.email
       from project p
       join member m on m."organizationId" = p.organization_id and 'owner' = any(string_to_array(m.role, ','))
       join "user" u on u.id = m."userId"
      where p.id = $1
      order by m."createdAt", u.id`,
    [projectId],
  );
  return rows.map((row) => row.email);
}
