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

/** The endpoint of the same method that is shown as this route already: one is to be merged into the other. */
export const shownAs = (
  route: string,
  { endpoint, all }: { endpoint: NamedEndpoint; all: readonly NamedEndpoint[] },
): NamedEndpoint | undefined =>
  all.find((one) => one.id !== endpoint.id && one.method === endpoint.method && one.route === route);
