/**
 * Attributes that are read, by the HTTP conventions from 1.21 on and the ones before; all others are skipped. A field that
 * has several names takes the first that a span has.
 */
export const NAMES = {
  method: ['http.request.method', 'http.method'],
  status: ['http.response.status_code', 'http.status_code'],
  route: ['http.route'],
  target: ['url.path', 'http.target', 'http.url', 'url.full'],
  caller: ['client.address', 'http.client_ip', 'network.peer.address', 'net.sock.peer.addr', 'net.peer.ip'],
  userAgent: ['user_agent.original', 'http.user_agent'],
  requestBytes: ['http.request.body.size', 'http.request_content_length', 'http.request_content_length_uncompressed'],
  responseBytes: [
    'http.response.body.size',
    'http.response_content_length',
    'http.response_content_length_uncompressed',
  ],
  contentType: ['http.request.header.content-type', 'http.request.header.content_type'],
  error: ['error.type'],
  consumer: ['enduser.id'],
  account: ['callwatch.account_hash'],
  login: ['callwatch.login_outcome'],
  environment: ['deployment.environment.name', 'deployment.environment'],
} as const;

/** What the API itself says of a call. */
export const MARKS: readonly string[] = [...NAMES.consumer, ...NAMES.account, ...NAMES.login];

/** What is known of a span by its attributes. Of a list its first text counts, as headers are lists; booleans and bytes are nothing that is read. */
export type AttributeValue = string | number;
export type Attributes = Map<string, AttributeValue>;

/** Names of attributes that are read. */
export const READ: ReadonlySet<string> = new Set(Object.values(NAMES).flat());

export const LONGEST_READ = Math.max(...[...READ].map((name) => name.length));

/** The first of the names that is there. */
export function firstOf(attributes: Attributes, names: readonly string[]): AttributeValue | undefined {
  for (const name of names) {
    const value = attributes.get(name);
    if (value !== undefined) return value;
  }
  return undefined;
}

/** What produced the spans that follow. Its attributes may come after them. */
export interface Resource {
  attributes: Attributes;
}

/** A span of an HTTP call that the API served. */
export interface ServerSpan {
  resource: Resource;
  attributes: Attributes;
  /** 16 bytes; null when there is none. */
  traceId: Buffer | null;
  /** In hexadecimal digits; empty when there is none, or when nobody asks for it. */
  id: string;
  parentId: string;
  /** Microseconds since the epoch; 0 when it is missing. */
  startUs: number;
  endUs: number;
  /** Its status is ERROR. */
  failed: boolean;
}

export const newSpan = (resource: Resource): ServerSpan => ({
  resource,
  attributes: new Map(),
  traceId: null,
  id: '',
  parentId: '',
  startUs: 0,
  endUs: 0,
  failed: false,
});

const TRACE_BYTES = 16;

/** A copy, so that the body can go; null for what is no trace id. */
export function traceIdOf(bytes: Buffer): Buffer | null {
  return bytes.length === TRACE_BYTES && bytes.some((byte) => byte !== 0) ? Buffer.from(bytes) : null;
}

/** Is it an HTTP call? A server span of another protocol has no method. */
export const isCall = ({ attributes }: ServerSpan): boolean => firstOf(attributes, NAMES.method) !== undefined;
