/** What Apdex is made of here: histograms of latency do not tell calls that failed from others. */
export const APDEX_MEANS = 'By time alone: calls that failed count like those that succeeded.';
