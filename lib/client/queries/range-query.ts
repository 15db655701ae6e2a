/** Half-open range in epoch ms with the environment; null is all but archives. */
export interface ReadRange {
  fromMs: number;
  toMs: number;
  environment: string | null;
}

/** A range cut into steps, perhaps with the period before. */
export interface PeriodInput extends ReadRange {
  stepMs: number;
  compare: boolean;
}

const iso = (ms: number): string => new Date(ms).toISOString();

export const rangeQuery = ({ fromMs, toMs, environment }: ReadRange) => ({
  from: iso(fromMs),
  to: iso(toMs),
  environment,
});

export const periodQuery = (input: PeriodInput) => ({
  ...rangeQuery(input),
  step: input.stepMs / 1_000,
  vs: input.compare ? 'prev' : null,
});
