/** What Apdex is made of here: histograms of latency do not tell calls that failed from others, nor those within a bucket. */
export const APDEX_MEANS =
  'By time alone: calls that failed count like those that succeeded. Calls within 9 % of a threshold are shared out by estimate.';
