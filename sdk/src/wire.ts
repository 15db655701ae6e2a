/**
 * Wire format v1: what the SDK sends to `POST /api/v1/calls`, and what `GET /api/v1/sdk/config` answers.
 *
 * A batch is columnar and dictionary-coded: every column of `calls` has one entry per call, and a column that ends in
 * an index points into the dictionary of the same meaning. `-1` stands for "none". An optional column may be left out,
 * which means "none" for every call. Columnar batches take half the bytes of rows and parse twice as fast.
 */

export const WIRE_VERSION = 1;

/** `calls.login[i]`; the two low bits of the stored flags. */
export enum LOGIN {
  none,
  success,
  failure,
  unknown,
}
export type LoginOutcome = 'success' | 'failure' | 'unknown';

/** Bits of `calls.marks[i]`. */
export enum MARK {
  /** A one-time code was checked (its outcome is the login column). */
  otp = 1,
  /** A password reset was asked for. */
  passwordReset = 2,
  /** The client went away before the answer was finished. */
  aborted = 4,
  /** The answer was streamed or the connection upgraded. */
  streaming = 8,
  /** Refused by a response action of Callwatch: never evidence against the caller. */
  enforced = 16,
  /** A dry run of a response action would have refused it. */
  dryRun = 32,
  /** The sender knows no routes: the server makes one of the path. */
  unrouted = 64,
}

/** `calls.contentType[i]`: what kind of body the client says that it sent. */
export enum CONTENT_TYPE {
  /** No Content-Type, or a sender that does not tell. */
  none,
  json,
  form,
  multipart,
  xml,
  text,
  binary,
  other,
}

/** Media types of the classes, in their order. */
const MEDIA_TYPES = [
  /json/,
  /urlencoded$/,
  /^multipart\//,
  /[/+]xml$/,
  /^text\//,
  /^(audio|font|image|video)\/|octet-stream|protobuf|grpc|msgpack|cbor|zip|pdf$/,
];

/** One of CONTENT_TYPE for a Content-Type header; its parameters do not matter, and nothing of its text is kept. */
export function contentTypeOf(header = ''): CONTENT_TYPE {
  const type = header.slice(0, 128).replace(/;.*/s, '').trim().toLowerCase();
  return type ? MEDIA_TYPES.findIndex((of) => of.test(type)) + 1 || CONTENT_TYPE.other : CONTENT_TYPE.none;
}

export interface WireDictionary {
  /** Upper-case HTTP methods. */
  methods: string[];
  /** Route templates as the framework knows them, without the method: `/users/:id`. */
  routes: string[];
  /** Redacted raw paths, only for calls whose path differs from the route. */
  paths?: string[];
  consumers?: string[];
  userAgents?: string[];
  /** Client addresses after trusted-proxy resolution, as text. */
  callers?: string[];
  /** `accountHash` values, 32 hexadecimal digits. */
  accounts?: string[];
  /** W3C trace ids, 32 hexadecimal digits. */
  traces?: string[];
  /** Error class names. */
  errors?: string[];
  /** Slugs of other environments of the same project. */
  environments?: string[];
}

export interface WireColumns {
  /** Epoch milliseconds of the start, by the client's clock; may have a fraction. */
  startedAtMs: number[];
  /** Index into `methods`. */
  method: number[];
  /** Index into `routes`; -1 for a call that matched no route, or without one by its mark `unrouted`. */
  route: number[];
  status: number[];
  /** Microseconds by the monotonic clock; -1 when unknown. */
  durationUs: number[];
  path?: number[];
  requestBytes?: number[];
  responseBytes?: number[];
  caller?: number[];
  consumer?: number[];
  userAgent?: number[];
  account?: number[];
  trace?: number[];
  error?: number[];
  environment?: number[];
  /** One of LOGIN. */
  login?: number[];
  /** Bits of MARK. */
  marks?: number[];
  /** One of CONTENT_TYPE. */
  contentType?: number[];
  /** Seconds of the Retry-After header that the API answered with; -1 for none. */
  retryAfter?: number[];
}

export interface WireBatch {
  v: 1;
  /** 32 hexadecimal digits; the same on every retry of the same batch. */
  batchId: string;
  /** Name and version of the sender, `node/0.1.0`. */
  sdk: string;
  /** Random id of the SDK instance, 16 hexadecimal digits. */
  instance: string;
  /** Version of the monitored app; a new one marks a deploy. */
  version?: string;
  /** Calls lost since the last batch that got through, by reason. */
  dropped?: Record<string, number>;
  /** Every declared route as `METHOD /template`, sent at start and with heartbeats. */
  routes?: string[];
  dict: WireDictionary;
  calls: WireColumns;
}

export interface WireRejection {
  /** Position of the call in the batch. */
  index: number;
  code: string;
  message: string;
}

/** Body of a 202. `accepted + rejected.length` is the number of calls in the batch. */
export interface WireAccepted {
  accepted: number;
  rejected: WireRejection[];
  duplicate?: true;
  /** Fields of the body that nobody reads, by their place in it; ten at most. Left out when there are none. */
  unknownFields?: readonly string[];
}

export interface ResponseAction {
  id: string;
  kind: 'block' | 'throttle';
  subject: 'caller' | 'consumer' | 'account';
  /** An address or CIDR, a consumer's name, or an `accountHash`. */
  value: string;
  /** Epoch milliseconds; the action is over at this time. */
  expiresAtMs: number;
  /** Decided and reported, not enforced. */
  dryRun: boolean;
  /** For `throttle`: calls allowed in each window. */
  limit?: number;
  windowSeconds?: number;
}

/** Body of `GET /api/v1/sdk/config`. */
export interface SdkConfig {
  /** 32 bytes as base64: the key of `accountHash`. Whoever holds it can test guesses of account names. */
  accountKey: string;
  actions: ResponseAction[];
  limits: { maxCallsPerBatch: number; maxBodyBytes: number };
}

/**
 * `accountHash` = first 16 bytes of HMAC-SHA-256(accountKey, account after trim, NFKC, lower case), as hexadecimal.
 * Key of the vectors: the 32 bytes 0x00 … 0x1f.
 */
export const ACCOUNT_HASH_VECTORS: ReadonlyArray<readonly [account: string, hash: string]> = [
  ['ada@example.com', '5c820b4a5aac8f31eb6741825bfecb8e'],
  ['  Ada@Example.COM ', '5c820b4a5aac8f31eb6741825bfecb8e'],
  ['Ａda@example.com', '5c820b4a5aac8f31eb6741825bfecb8e'],
  ['straße', '0611a912ff68e85b8ae938a1235afa1c'],
  ['0042', '14c45bff2e8d242c43b408c27c6bf04b'],
  ['', 'd38b42096d80f45f826b44a9d5607de7'],
];
