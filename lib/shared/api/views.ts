/** A way to look at calls that somebody saved. */
export interface CallView {
  id: string;
  name: string;
  /** Of the page, without `?`. */
  query: string;
  /** Everybody in the project sees it; else only who made it. */
  shared: boolean;
  mine: boolean;
  /** Name of the person who made it. */
  createdBy: string;
  createdAt: string;
}

/** One's own views and the shared ones, by name. */
export interface CallViewsAnswer {
  views: CallView[];
}

export interface NewCallView {
  name: string;
  query: string;
  shared?: boolean;
}

export const VIEW_LIMITS = { views: 100, nameCharacters: 80, queryCharacters: 2_000 } as const;
