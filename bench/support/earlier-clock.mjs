// Loaded before a process: its clock stands earlier by BENCH_EARLIER_MS, as it did when a history that is kept was filled.
const earlierMs = Number(process.env.BENCH_EARLIER_MS);
const now = Date.now;
const earlier = () => now() - earlierMs;

globalThis.Date = new Proxy(Date, {
  construct: (target, parts) => Reflect.construct(target, parts.length === 0 ? [earlier()] : parts),
  get: (target, name) => (name === 'now' ? earlier : Reflect.get(target, name)),
});
