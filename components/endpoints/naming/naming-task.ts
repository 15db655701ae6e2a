/** An endpoint as far as its name matters. */
export interface NamedEndpoint {
  id: number;
  method: string;
  route: string;
  isLogin: boolean;
  ignoredAt: string | null;
  calls: number;
}

/** What a person is about to do with endpoints. */
export interface NamingTask {
  kind: 'merge' | 'ignore' | 'rename';
  endpoints: readonly NamedEndpoint[];
}

/** What was done, in words, and how to take it back. */
export interface NamingDone {
  words: string;
  undo: () => Promise<unknown>;
}
