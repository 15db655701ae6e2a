import type { ContentType, Method } from '../call';

/** What a client is. */
export type ClientKind = 'browser' | 'app' | 'library' | 'bot' | 'other' | 'none';

export interface MethodCount {
  method: Method;
  calls: number;
  errors: number;
}

/** `none`: calls without a Content-Type, and those of senders that do not tell it. */
export interface ContentTypeCount {
  contentType: ContentType;
  calls: number;
  errors: number;
}

export interface ClientCount {
  kind: ClientKind;
  /** "Chrome", "Python", "Bots and crawlers". */
  name: string;
  calls: number;
  errors: number;
  /** How many different user agents. */
  userAgents: number;
  /** The most frequent of them; null where there is none. */
  example: string | null;
  /** As the filter `userAgent` of calls takes them; empty where no filter tells the client. */
  filter: string[];
}

/** Of all calls that were looked at; bytes. */
export interface ByteSizes {
  mean: number;
  p50: number;
  p95: number;
  p99: number;
  max: number;
}

/** What only the calls themselves tell of the kinds of calls. */
export interface CallKindsAnswer {
  from: string;
  to: string;
  /** Set when there were more calls than can be read: nothing older than this was looked at. */
  searchedBackTo: string | null;
  /** Calls that were looked at. */
  calls: number;
  /** Each list the most frequent first. */
  methods: MethodCount[];
  contentTypes: ContentTypeCount[];
  statuses: { status: number; calls: number }[];
  /** Each with all that its filter finds: a user agent that names two clients is in both. */
  clients: ClientCount[];
  /** Null without a call. */
  requestBytes: ByteSizes | null;
  responseBytes: ByteSizes | null;
}
