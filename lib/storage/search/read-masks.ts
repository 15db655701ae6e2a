import { unpackHourParts, unpackMinutes, wholeHour } from '../../stats';
import type { Sql } from '../core/storage';

/** In which parts of the minutes of an hour calls lie, and how many. */
export interface HourMask {
  /** Start, seconds since the epoch. */
  hour: number;
  calls: number;
  /** Of each of its 60 minutes; see minute-parts. */
  parts: Uint16Array;
}

/** The same of one minute. */
export interface MinuteMask {
  /** Minutes since the epoch. */
  minute: number;
  calls: number;
  parts: number;
}

export interface MaskQuery {
  projectId: number;
  environmentIds: readonly number[];
  /** Whole hours. */
  from: Date;
  to: Date;
}

/** Which of an endpoint's masks: all calls, 4xx or 5xx. */
const MASKS = {
  any: { mask: 'minutes', calls: 'calls' },
  '4xx': { mask: 'minutes_4xx', calls: 's4xx' },
  '5xx': { mask: 'minutes_5xx', calls: 's5xx' },
} as const;
export type MaskClass = keyof typeof MASKS;

const MINUTES_PER_HOUR = 60;
const SECONDS_PER_MINUTE = 60;
/** Of the bits of its minutes, an hour has so many in each half. */
const HALF = 30;
/** Of more calls an hour nearly each part of it has some. */
const SPARSE_CALLS = 2_000;

interface Row {
  hour: number;
  low: number;
  high: number;
  calls: number;
  /** Zeros and ones; null = any part of the minutes. */
  parts: string | null;
}

/** Of the rows of an hour. `parts`: its column, if there is one. */
const maskSql = ({ mask, calls, parts }: { mask: string; calls: string; parts?: string }): string =>
  `extract(epoch from at)::float8 as hour, (bit_or(${mask}) & 1073741823)::int low, (bit_or(${mask}) >> 30)::int high,
     sum(${calls})::float8 calls, ${
       parts
         ? `case when count(${parts}) = count(*) and sum(${calls}) <= ${SPARSE_CALLS} then bit_or(${parts})::text end`
         : 'null'
     } parts`;

function toMask({ hour, low, high, calls, parts: bits }: Row): HourMask {
  const parts = bits === null ? wholeHour() : unpackHourParts(bits);
  for (let minute = 0; minute < MINUTES_PER_HOUR; minute++) {
    const has = minute < HALF ? (low >> minute) & 1 : (high >> (minute - HALF)) & 1;
    if (!has) parts[minute] = 0;
  }
  return { hour, calls, parts };
}

/** Hours of endpoints (0 = all) with a call of the class. */
export async function readEndpointMasks(
  sql: Sql,
  { projectId, environmentIds, from, to }: MaskQuery,
  { endpointIds, of }: { endpointIds: readonly number[]; of: MaskClass },
): Promise<HourMask[]> {
  const { mask, calls } = MASKS[of];
  const { rows } = await sql.query<Row>(
    `select ${maskSql({ mask, calls, parts: 'parts' })}
     from endpoint_hour
     where project_id = $1 and environment_id = any($2::smallint[]) and at >= $3 and at < $4 and endpoint_id = any($5::int[])
     group by at having bit_or(${mask}) <> 0`,
    [projectId, environmentIds, from, to, endpointIds],
  );
  return rows.map(toMask);
}

/** Hours of endpoints (0 = all) with a call whose duration falls into the latency bucket, which is not the first, or one above. */
export async function readSlowMasks(
  sql: Sql,
  { projectId, environmentIds, from, to }: MaskQuery,
  { endpointIds, bucket }: { endpointIds: readonly number[]; bucket: number },
): Promise<HourMask[]> {
  const { rows } = await sql.query<Row>(
    `select ${maskSql({ mask: 'm.minutes', calls: 'm.calls' })}
     from endpoint_hour cross join lateral (
       select (select coalesce(bit_or(1::bigint << b), 0) from generate_series(0, 59) b where get_byte(slowest, b) >= $6::int) minutes,
         (select coalesce(sum(v & 281474976710655), 0) from unnest(latency) v where v >> 48 >= $6::int) calls) m
     where project_id = $1 and environment_id = any($2::smallint[]) and at >= $3 and at < $4 and endpoint_id = any($5::int[])
     group by at having bit_or(m.minutes) <> 0`,
    [projectId, environmentIds, from, to, endpointIds, bucket],
  );
  return rows.map(toMask);
}

/** Hours of consumers. */
export async function readConsumerMasks(
  sql: Sql,
  { projectId, environmentIds, from, to }: MaskQuery,
  consumerIds: readonly number[],
): Promise<HourMask[]> {
  const { rows } = await sql.query<Row>(
    `select ${maskSql({ mask: 'minutes', calls: 'calls', parts: 'parts' })}
     from consumer_hour
     where project_id = $1 and environment_id = any($2::smallint[]) and at >= $3 and at < $4 and consumer_id = any($5::int[])
     group by at`,
    [projectId, environmentIds, from, to, consumerIds],
  );
  return rows.map(toMask);
}

/** Days of callers that are read at most: a network may hold very many. */
const MOST_CALLER_DAYS = 5_000;

/**
 * Minutes of callers (addresses or networks), from their days: those are kept as long as calls are. Calls of a day are spread
 * over its minutes. Null when there are more days than are worth reading.
 */
export async function readCallerMasks(
  sql: Sql,
  { projectId, environmentIds, from, to }: MaskQuery,
  networks: readonly string[],
): Promise<MinuteMask[] | null> {
  const [addresses, ranges] = [
    networks.filter((one) => !one.includes('/')),
    networks.filter((one) => one.includes('/')),
  ];
  // One comparison each, with a constant: only then does the index find the addresses of a range.
  const within = ranges.map((_, index) => ` or caller <<= $${index + 7}::inet`).join('');
  const { rows } = await sql.query<{ day: number; calls: number; minutes: Buffer }>(
    `select extract(epoch from day)::float8 as day, calls, minutes from caller_day
     where project_id = $1 and environment_id = any($2::smallint[]) and (caller = any($5::inet[])${within})
       and day >= ($3::timestamptz at time zone 'UTC')::date and day <= ($4::timestamptz at time zone 'UTC')::date limit $6`,
    [projectId, environmentIds, from, to, addresses, MOST_CALLER_DAYS + 1, ...ranges],
  );
  if (rows.length > MOST_CALLER_DAYS) return null;
  return rows.flatMap(({ day, calls, minutes }) => {
    const list = unpackMinutes(minutes);
    return list.map(({ minute, parts }) => ({
      minute: day / SECONDS_PER_MINUTE + minute,
      calls: calls / list.length,
      parts,
    }));
  });
}
