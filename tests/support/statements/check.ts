import type { Client } from 'pg';
import { mayCrossProjects } from './cross-project';
import { refusedByCitus } from './refused';
import { isOnTelemetry, scopeOf } from './scope';

export interface Sent {
  text: string;
  file: string;
}

/** What is wrong with a statement on telemetry, one line each; nothing for all others. */
export async function faultsOf(client: Client, { text, file }: Sent): Promise<string[]> {
  if (!isOnTelemetry(text)) return [];
  const scope = await scopeOf(client, text).catch((error: unknown) => String(error));
  if (typeof scope === 'string') return [`cannot be planned: ${scope}`];
  const unbound = mayCrossProjects({ text, file }) ? [] : scope.unbound;
  return [
    ...unbound.map((table) => `reaches ${table} without one project_id`),
    ...scope.joined.map((table) => `joins ${table}, which is not distributed: read it first, in a materialized CTE`),
    ...refusedByCitus(text).map((what) => `refused by Citus: ${what}`),
  ];
}
