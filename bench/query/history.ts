import type { Client } from 'pg';
import { repairDay } from '../../lib/rollups';
import { connect, ensurePartitionsFor } from '../../lib/storage';
import type { Storage } from '../../lib/storage';
import type { World } from '../support/world';
import type { Subjects } from './panels';

const DAYS = 14;
export const ENDPOINTS = 500;
export const CONSUMERS = 500;
const CALLERS = 20_000;
const AGENTS = 40;
export const METHODS = ['GET', 'POST', 'PUT', 'DELETE'];
const DAY_MS = 86_400_000;
/** Rows of one statement. */
const CHUNK = 1_000_000;
/** Calls that a flush could hold: ids are made as ingest makes them. */
const PER_FLUSH = 65_536;

/** Names as ingest would have met them. Endpoint 1 is the project's `__other__`. */
export async function nameEverything(admin: Client, projectId: number): Promise<void> {
  await admin.query(
    `insert into endpoint (project_id, id, method, route, is_login)
     select $1, n + 1, (array['GET', 'POST', 'PUT', 'DELETE'])[n % 4 + 1], '/v1/resource' || n || '/{id}', n = 21
       from generate_series(1, ${ENDPOINTS}) n`,
    [projectId],
  );
  await admin.query(
    `insert into consumer (project_id, id, name) select $1, n, 'customer-' || n from generate_series(1, ${CONSUMERS}) n`,
    [projectId],
  );
  await admin.query(
    `insert into user_agent (project_id, id, value) select $1, n, 'client/' || n || '.0' from generate_series(1, ${AGENTS}) n`,
    [projectId],
  );
  await admin.query(
    `insert into project_counter (project_id, name, value)
     values ($1, 'endpoint', ${ENDPOINTS + 1}), ($1, 'consumer', ${CONSUMERS}), ($1, 'user_agent', ${AGENTS})
     on conflict (project_id, name) do update set value = excluded.value`,
    [projectId],
  );
}

/**
 * Calls spread evenly over [from, to), written in an order that is random within two minutes, as they arrive. Endpoints,
 * callers and user agents by Zipf; a caller belongs to one consumer; 2 % 404, 2 % 500, 0.2 % 429; latencies from 3 to 20 ms
 * with a tail; one call in five with a trace id; a third of the calls with a path of its own.
 */
const INSERT = `
  insert into call (finished_at, project_id, id, endpoint_id, consumer_id, user_agent_id, duration_us, request_bytes,
                    response_bytes, status, flags, traits, environment_id, caller, path, trace_id)
  select least($2::timestamptz + (i::float8 / $4 * $5 + random() * least(120, $5 / 2)) * interval '1 second',
               $3::timestamptz - interval '1 millisecond'),
         $1::int, $6::bigint + (i / ${PER_FLUSH} << 16) + i % ${PER_FLUSH}, e, c % ${CONSUMERS} + 1, a,
         d, 200, (random() * 5000)::int, s,
         case when e <> 22 then 0 when s < 400 then 1 else 2 end, 0, $7::smallint,
         '10.0.0.0'::inet + c, case when i % 3 = 0 then '/v1/resource' || e - 1 || '/' || (random() * 1e6)::int end,
         case when i % 5 = 0 then decode(md5($6::text || '-' || i), 'hex') end
    from (select i, floor(power(${ENDPOINTS}, random()))::int + 1 as e, floor(power(${CALLERS}, random()))::int as c,
                 floor(power(${AGENTS}, random()))::int as a,
                 (1000 * exp(1 + 2 * random()) * case when random() < 0.01 then 40 else 1 end)::int as d,
                 case when r < 0.02 then 500 when r < 0.04 then 404 when r < 0.042 then 429 else 200 end as s
            from (select i, random() as r from generate_series(0, $8::bigint - 1) i) n) v`;

interface HistoryOrder {
  /** Rows to add, spread over the whole time. */
  calls: number;
  now: Date;
}

interface Place {
  projectId: number;
  environmentId: number;
}

interface Part {
  from: Date;
  to: Date;
  calls: number;
}

/** The parts of UTC days between 14 days before now and now, with calls by their length. */
function partsOf({ calls, now }: HistoryOrder): Part[] {
  const start = now.getTime() - DAYS * DAY_MS;
  const parts: Part[] = [];
  for (let from = start; from < now.getTime();) {
    const to = Math.min(now.getTime(), (Math.floor(from / DAY_MS) + 1) * DAY_MS);
    parts.push({ from: new Date(from), to: new Date(to), calls: Math.round((calls * (to - from)) / (DAYS * DAY_MS)) });
    from = to;
  }
  return parts;
}

async function nextIds(admin: Client, calls: number): Promise<string> {
  const flushes = Math.ceil(calls / PER_FLUSH) + 1;
  const { rows } = await admin.query<{ first: string }>(
    `with first as (select nextval('flush_no') as n)
     select (n << 16)::text as first, setval('flush_no', n + $1) from first`,
    [flushes],
  );
  return rows[0]?.first ?? '0';
}

async function insertPart(admin: Client, place: Place, { from, to, calls }: Part): Promise<void> {
  const seconds = (to.getTime() - from.getTime()) / 1_000;
  for (let done = 0; done < calls; done += CHUNK) {
    const rows = Math.min(CHUNK, calls - done);
    const span = (seconds * rows) / calls;
    const begins = new Date(from.getTime() + (seconds * 1_000 * done) / calls);
    const ids = await nextIds(admin, rows);
    await admin.query(INSERT, [place.projectId, begins, to, rows, span, ids, place.environmentId, rows]);
  }
}

/** Where history goes. */
type Target = Pick<World, 'admin' | 'appUrl' | 'projectId'>;

async function environmentOf({ admin, projectId }: Target): Promise<number> {
  const { rows } = await admin.query<{ id: number }>(
    "select id from environment where project_id = $1 and slug <> 'archive' order by id limit 1",
    [projectId],
  );
  return rows[0]?.id ?? 1;
}

async function addPart(
  world: Target,
  { storage, place, part, now }: { storage: Storage; place: Place; part: Part; now: Date },
): Promise<string> {
  const day = new Date(Math.floor(part.from.getTime() / DAY_MS) * DAY_MS);
  const name = day.toISOString().slice(0, 10);
  await ensurePartitionsFor(storage, [name], now);
  const startedAt = performance.now();
  await insertPart(world.admin, place, part);
  await world.admin.query(`analyze call_${name.replaceAll('-', '')}`); // a plan for an empty table takes twice as long
  const insertedAt = performance.now();
  await repairDay(storage, { projectId: place.projectId, day, environmentIds: [place.environmentId], now });
  const seconds = (ms: number): string => `${(ms / 1_000).toFixed(1)} s`;
  const [inserting, rebuilding] = [insertedAt - startedAt, performance.now() - insertedAt].map(seconds);
  return `  ${name}: ${part.calls.toLocaleString('en')} calls in ${inserting}, rollups of the day in ${rebuilding}`;
}

/** Adds calls and makes every tier of rollups from them, by the repair that `db:repair` runs. */
export async function addHistory(world: Target, order: HistoryOrder, write: (line: string) => void): Promise<void> {
  const url = new URL(world.appUrl);
  url.searchParams.set('options', '-c work_mem=128MB'); // of this session: the server that is measured has its own
  const storage = connect({ url: url.href, max: 3, applicationName: 'bench-history', onIdleError: () => undefined });
  const place = { projectId: world.projectId, environmentId: await environmentOf(world) };
  try {
    for (const part of partsOf(order)) write(await addPart(world, { storage, place, part, now: order.now }));
  } finally {
    await storage.close();
  }
  await world.admin.query('vacuum analyze');
  await world.admin.query('checkpoint');
}

/** What the panels ask for: names by how often they are called, and a trace of the middle of the time. */
export async function subjectsOf({ admin, projectId }: Pick<World, 'admin' | 'projectId'>): Promise<Subjects> {
  const { rows } = await admin.query<{ trace: string }>(
    `select encode(trace_id, 'hex') as trace from call
      where project_id = $1 and trace_id is not null and finished_at > now() - interval '7 days' limit 1`,
    [projectId],
  );
  return {
    busyEndpoint: 2,
    rareEndpoint: ENDPOINTS,
    busyCaller: '10.0.0.1',
    rareCaller: '10.0.78.10',
    rareConsumer: `customer-${CONSUMERS}`,
    traceId: rows[0]?.trace ?? '',
  };
}
