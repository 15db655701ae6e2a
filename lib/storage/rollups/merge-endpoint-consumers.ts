import type { Sql } from '../core/storage';
import { arrayLiteral, textArrayLiteral } from './array-literal';
import type { EndpointConsumerRows } from './columns';
import { eachOf, groupOf, halvesSql, packGroup } from './consumer-group';
import type { StoredGroup } from './consumer-group';
import { DAY_OF_MINUTE, Upsert } from './upsert';

interface Group {
  at: number;
  endpoint: number;
  group: number;
  /** Equally long; what is stored comes beside what is added. */
  consumers: number[];
  calls: number[];
}

interface StoredRow extends StoredGroup {
  ordinal: string;
}

interface Added {
  environment: number;
  groups: readonly Group[];
}

function addTo(group: Group, consumer: number, calls: number): void {
  group.consumers.push(consumer);
  group.calls.push(calls);
}

/** Room for every group in one number with an endpoint. */
const GROUPS = 2 ** 25;

function groupsOf({ at: times, endpoint: endpoints, consumer: consumers, sums }: EndpointConsumerRows): Group[] {
  const days = new Map<number, Map<number, Group>>();
  times.forEach((at, index) => {
    const [endpoint, consumer] = [endpoints[index] ?? 0, consumers[index] ?? 0];
    const group = groupOf(consumer);
    const key = endpoint * GROUPS + group;
    const day = days.get(at) ?? new Map<number, Group>();
    const found = day.get(key) ?? { at, endpoint, group, consumers: [], calls: [] };
    addTo(found, consumer, sums[0]?.[index] ?? 0);
    day.set(key, found);
    days.set(at, day);
  });
  return [...days.values()].flatMap((day) => [...day.values()]);
}

const columnsOf = (groups: readonly Group[]) => ({
  at: arrayLiteral(groups.map(({ at }) => at)),
  endpoint: arrayLiteral(groups.map(({ endpoint }) => endpoint)),
  group: arrayLiteral(groups.map(({ group }) => group)),
});

/** What is stored of these days, groups and endpoints, with the position from 1. Over endpoint_consumers_day_pkey. */
async function readStored(sql: Sql, projectId: number, { environment, groups }: Added): Promise<StoredRow[]> {
  const { at, endpoint, group } = columnsOf(groups);
  const { rows } = await sql.query<StoredRow>(
    `select u.ordinal, t.consumer_group, ${halvesSql('t.consumers')}, t.calls::text calls
     from unnest($3::bigint[], $4::int[], $5::int[]) with ordinality u(day, endpoint_id, consumer_group, ordinal)
     join endpoint_consumers_day t on t.project_id = $1::int and t.environment_id = $2::smallint
       and t.day = ${DAY_OF_MINUTE} and t.endpoint_id = u.endpoint_id and t.consumer_group = u.consumer_group
       and t.day >= date '1970-01-01' + ($6::bigint / 1440)::int and t.day <= date '1970-01-01' + ($7::bigint / 1440)::int`,
    [
      projectId,
      environment,
      at,
      endpoint,
      group,
      groups.reduce((least, { at: minute }) => Math.min(least, minute), Number.MAX_SAFE_INTEGER),
      groups.reduce((most, { at: minute }) => Math.max(most, minute), 0),
    ],
  );
  return rows;
}

async function upsert(sql: Sql, projectId: number, { environment, groups }: Added): Promise<void> {
  const { at, endpoint, group } = columnsOf(groups);
  const packed = groups.map(({ consumers, calls }) => packGroup(consumers, calls));
  await new Upsert('endpoint_consumers_day', environment)
    .key('day', { type: 'bigint', literal: at, source: DAY_OF_MINUTE })
    .key('consumer_group', { type: 'int', literal: group })
    .key('endpoint_id', { type: 'int', literal: endpoint })
    .column('consumers', { type: 'bigint', literal: arrayLiteral(packed.map(({ mask }) => mask)) })
    .column('calls', {
      type: 'text',
      literal: textArrayLiteral(packed.map(({ list }) => list)),
      source: 'calls::int[]',
    })
    .run(sql, projectId);
}

/**
 * Adds calls of (endpoint, consumer, day): the exact source of distinct counts. Groups are merged here and not in SQL; nobody
 * writes in between, since one at a time writes the tiers of a project (`tryEnterRollup`, `enterRollup`).
 */
export async function mergeEndpointConsumers(sql: Sql, projectId: number, rows: EndpointConsumerRows): Promise<void> {
  const added = { environment: rows.environment, groups: groupsOf(rows) };
  if (added.groups.length === 0) return;
  for (const stored of await readStored(sql, projectId, added)) {
    const group = added.groups[Number(stored.ordinal) - 1];
    if (group) eachOf(stored, (consumer, calls) => addTo(group, consumer, calls));
  }
  await upsert(sql, projectId, added);
}
