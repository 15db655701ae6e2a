export type Step<In, Out> = (batch: In) => Out | Promise<Out>;

/** Told how long each step took and what ended a batch. */
export interface StepObserver {
  step(name: string, ms: number): void;
  refused(error: unknown): void;
}

/** A list of named steps; each hands the batch on, or throws what ends it. */
export interface Pipeline<In, Out> {
  step<Next>(name: string, step: Step<Out, Next>): Pipeline<In, Next>;
  run(batch: In): Promise<Out>;
}

/** Starts a list: `stepsFrom<Received>(observer).step('authenticate key', …).step(…)`. */
export function stepsFrom<In>(observer: StepObserver): Pipeline<In, In> {
  return extend<In, In>(observer, (batch) => batch);
}

function extend<In, Out>(observer: StepObserver, before: Step<In, Out>): Pipeline<In, Out> {
  return {
    step: (name, step) =>
      extend(observer, async (batch: In) => {
        const input = await before(batch);
        const startedAt = performance.now();
        const output = await step(input);
        observer.step(name, performance.now() - startedAt);
        return output;
      }),
    run: async (batch) => {
      try {
        return await before(batch);
      } catch (error) {
        observer.refused(error);
        throw error;
      }
    },
  };
}
