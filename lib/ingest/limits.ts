import { MOST_ENDPOINTS } from '../shared';

/** Bounds of one post and of a project; the contract of the API. */
export const LIMITS = {
  gzipBytes: 1 << 20,
  plainBytes: 10 << 20,
  /** Exports of OTLP, compressed or not. */
  otlpBytes: 20 << 20,
  callsPerBatch: 10_000,
  depth: 20,
  /** Values in the JSON of calls: the largest batch has 10,000 calls by 18 columns and 10 dictionaries, and 2,000 routes. */
  values: 500_000,
  /** Values in the JSON of an export, messages in its protobuf; 20 MiB of spans as SDKs write them have fewer. */
  otlpValues: 2_000_000,
  /** Different names in the JSON of a body; the formats know some 70, what else a sender puts into rows is not read. */
  names: 1_000,
  /** Spans of an export, calls or not, and the resources and scopes around them. */
  spans: 100_000,
  /** Attributes that are looked at, of a span and of a resource; SDKs keep no more unless they are told to. */
  attributes: 128,
  /** So many fields of an export in protobuf cost as much of the quota as one call; a span as SDKs write it has 50 to 300. */
  fieldsPerCall: 2_000,
  endpoints: MOST_ENDPOINTS,
  consumers: 10_000,
  userAgents: 10_000,
  /** Instances of the API that a project may bring within an hour, by process, and those of them whose routes are kept. */
  instances: 10_000,
  instancesWithRoutes: 500,
  /** Characters of the routes of an instance; what is beyond is left out. */
  routesLength: 128 << 10,
  /** Days without a partition that one post opens before the sender is asked to come back. */
  daysAtOnce: 30,
  /** Days before the retention on which the archives of a project have calls: each is a partition, which all projects plan with. */
  archiveDays: 3_660,
  signalsPerSecond: 2_000,
} as const;

/** So many spans that are no calls cost a project as much of its quota as one call. */
export const IGNORED_PER_CALL = 20;
/** So many bytes of a body that cannot be read cost as much of the quota of the minute as one call. */
export const REFUSED_BYTES_PER_CALL = 2 << 10;

/**
 * Bytes of posts, as they came and inflated, that a process holds at once before it asks clients to come back later; a
 * project holds a quarter of what others leave beside its largest post, see guard/gate.ts.
 */
export const IN_FLIGHT_BYTES = 64 << 20;

/** A flush of fewer calls starts beside those of as many or more: a small post need not wait for a large one. */
export const FLUSH_SMALL_CALLS = 500;
/** While a flush runs, the next starts beside it at this many calls, */
export const FLUSH_BESIDE_CALLS = 6_000;
/** takes no further batch at this many, and never holds more than the ordinals of its ids. */
export const FLUSH_CALLS = 20_000;
export const FLUSH_CALLS_MAX = 65_536;

/** A client's clock is corrected when it is wrong by this much or more. */
export const CLOCK_TOLERANCE_MS = 5 * 60_000;
/** Calls may be dated this far ahead of the server's clock. */
export const FUTURE_MS = 10 * 60_000;
/** Calls of archive environments may be this old. */
export const ARCHIVE_FROM_MS = Date.UTC(2000, 0, 1);
