interface Steps {
  fromMs: number;
  toMs: number;
  stepMs: number;
}

/** How an answer by steps says what it tells. */
export interface SteppedAnswer {
  from: string;
  to: string;
  stepSeconds: number;
}

/** The steps that charts are drawn in: larger ones than were asked for where no smaller ones are kept, with the range that they make up. */
export function answeredSteps({ fromMs, toMs, stepMs }: Steps, answer: SteppedAnswer | undefined): Steps {
  const answeredMs = (answer?.stepSeconds ?? 0) * 1_000;
  if (!answer || answeredMs <= stepMs) return { fromMs, toMs, stepMs };
  return { fromMs: Date.parse(answer.from), toMs: Date.parse(answer.to), stepMs: answeredMs };
}
