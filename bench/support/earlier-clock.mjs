// Loaded before a process: its clock, and that of the database as it is told, stand earlier by BENCH_EARLIER_MS, as they did when a
// history that is kept was filled.
import pg from 'pg';

const earlierMs = Number(process.env.BENCH_EARLIER_MS);
const now = Date.now;
const earlier = () => now() - earlierMs;

globalThis.Date = new Proxy(Date, {
  construct: (target, parts) => Reflect.construct(target, parts.length === 0 ? [earlier()] : parts),
  get: (target, name) => (name === 'now' ? earlier : Reflect.get(target, name)),
});

const TOLD = 'clock_timestamp() as now';
/** @param {unknown} text */
const earlierText = (text) =>
  typeof text === 'string' ? text.replace(TOLD, `clock_timestamp() - interval '${earlierMs} ms' as now`) : text;

pg.Client.prototype.query = new Proxy(pg.Client.prototype.query, {
  apply(query, client, [first, ...others]) {
    if (typeof first !== 'object') return Reflect.apply(query, client, [earlierText(first), ...others]);
    first.text = earlierText(first.text);
    return Reflect.apply(query, client, [first, ...others]);
  },
});
