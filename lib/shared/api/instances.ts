/** A process of the monitored API, as its SDK tells. */
export interface ApiInstance {
  /** Random, new with each start. */
  instance: string;
  environment: string;
  /** Of the API; null where the SDK does not know it. */
  version: string | null;
  /** Name and version of the SDK: `node/0.1.0`. */
  sdk: string;
  firstSeenAt: string;
  lastSeenAt: string;
  /** Heard of in the last two and a half minutes; an SDK says something each minute. */
  live: boolean;
  /** Calls that its SDK lost. */
  lostCalls: number;
}

/** A version that none of its instances ran right before. */
export interface Deploy {
  version: string;
  environment: string;
  at: string;
}

export interface InstancesAnswer {
  /** Those heard of in the range, the last heard first; 100 at most. */
  instances: ApiInstance[];
  /** How many there are, shown or not. */
  count: number;
  /** In the range, oldest first; the newest 200. The version that an environment began with is none. */
  deploys: Deploy[];
}
