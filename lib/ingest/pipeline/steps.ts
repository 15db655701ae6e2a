import { after } from './after';

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

function timed<In, Out>(observer: StepObserver, name: string, step: Step<In, Out>): Step<In, Out> {
  return (batch) => {
    const startedAt = performance.now();
    return after(step(batch), (output) => {
      observer.step(name, performance.now() - startedAt);
      return output;
    });
  };
}

function extend<In, Out>(observer: StepObserver, before: Step<In, Out>): Pipeline<In, Out> {
  return {
    step(name, step) {
      const next = timed(observer, name, step);
      return extend(observer, (batch: In) => after(before(batch), next));
    },
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
