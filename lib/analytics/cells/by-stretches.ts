import { TIER_SECONDS, together } from '../../storage';
import type { Sql } from '../../storage';
import { rememberedRows } from './remembered-rows';
import type { RememberedQuery, Share } from './remembered-rows';

/** Of each, the rows of all endpoints or consumers are held at a time. */
const DAYS_AT_ONCE = 16;

/** Days a few at a time; shorter units are few, and told from those around them, which must not be cut. */
function stretchesOf(query: RememberedQuery): RememberedQuery[] {
  const { tier, from, to } = query;
  if (tier !== 'day') return [query];
  const stretchMs = DAYS_AT_ONCE * TIER_SECONDS.day * 1000;
  const stretches: RememberedQuery[] = [];
  for (let at = from.getTime(); at < to.getTime(); at += stretchMs)
    stretches.push({ ...query, from: new Date(at), to: new Date(Math.min(at + stretchMs, to.getTime())) });
  return stretches;
}

/** What `rememberedRows` gives, added stretch by stretch while the next one is read: years are never held as a whole. */
export async function addByStretches(
  sql: Sql,
  { memory, query }: { memory: object; query: RememberedQuery },
  add: (shares: readonly Share[]) => Promise<void>,
): Promise<void> {
  const [first, ...others] = stretchesOf(query);
  let shares = first ? await rememberedRows(sql, memory, first) : [];
  for (const stretch of others) [shares] = await together([rememberedRows(sql, memory, stretch), add(shares)]);
  await add(shares);
}
