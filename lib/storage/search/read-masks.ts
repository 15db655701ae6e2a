import { unpackMinutes } from '../../stats';
import type { Sql } from '../core/storage';

/** Minutes of one hour, as lower and upper 30 bits, and how many calls stand behind them. */
export interface HourMask {
  /** Start, seconds since the epoch. */
  hour: number;
  low: number;
  high: number;
  calls: number;
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

const halves = (mask: string): string => `(bit_or(${mask}) & 1073741823)::int low, (bit_or(${mask}) >> 30)::int high`;

/** Hours of an endpoint (0 = all) with a call of the class. */
export async function readEndpointMasks(
  sql: Sql,
  { projectId, environmentIds, from, to }: MaskQuery,
  { endpointId, of }: { endpointId: number; of: MaskClass },
): Promise<HourMask[]> {
  const { mask, calls } = MASKS[of];
  const { rows } = await sql.query<HourMask>(
    `select extract(epoch from at)::float8 as hour, ${halves(mask)}, sum(${calls})::float8 calls
     from endpoint_hour
     where project_id = $1 and environment_id = any($2::smallint[]) and at >= $3 and at < $4 and endpoint_id = $5
     group by at having bit_or(${mask}) <> 0`,
    [projectId, environmentIds, from, to, endpointId],
  );
  return rows;
}

/** Hours of a consumer. */
export async function readConsumerMasks(
  sql: Sql,
  { projectId, environmentIds, from, to }: MaskQuery,
  consumerId: number,
): Promise<HourMask[]> {
  const { rows } = await sql.query<HourMask>(
    `select extract(epoch from at)::float8 as hour, ${halves('minutes')}, sum(calls)::float8 calls
     from consumer_hour
     where project_id = $1 and environment_id = any($2::smallint[]) and at >= $3 and at < $4 and consumer_id = $5
     group by at`,
    [projectId, environmentIds, from, to, consumerId],
  );
  return rows;
}

/** Hours of a caller, from its days: those are kept as long as calls are. Calls of a day are spread over its minutes. */
export async function readCallerMasks(
  sql: Sql,
  { projectId, environmentIds, from, to }: MaskQuery,
  caller: string,
): Promise<HourMask[]> {
  const { rows } = await sql.query<{ day: number; calls: number; minutes: Buffer }>(
    `select extract(epoch from day)::float8 as day, calls, minutes from caller_day
     where project_id = $1 and environment_id = any($2::smallint[]) and caller = $5::inet
       and day >= ($3::timestamptz at time zone 'UTC')::date and day <= ($4::timestamptz at time zone 'UTC')::date`,
    [projectId, environmentIds, from, to, caller],
  );
  return rows.flatMap(({ day, calls, minutes }) => {
    const list = unpackMinutes(minutes);
    return list.map((minute) => {
      const bit = minute % 60;
      return {
        hour: day + Math.floor(minute / 60) * 3600,
        low: bit < 30 ? 1 << bit : 0,
        high: bit < 30 ? 0 : 1 << (bit - 30),
        calls: calls / list.length,
      };
    });
  });
}
