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

/** What goes before, with what comes after it. */
type Before<In, Out> = <End>(rest: Step<Out, End>) => Step<In, End>;

/** Starts a list: `stepsFrom<Received>(observer).step('authenticate key', …).step(…)`. */
export function stepsFrom<In>(observer: StepObserver): Pipeline<In, In> {
  return extend<In, In>(observer, (rest) => rest);
}

/**
 * The step and all that comes after it: whoever had to wait goes on with everything that is left, so that a batch costs a
 * promise for each time that it waited, and none for each step.
 */
function timed<In, Out, End>(
  observer: StepObserver,
  { name, step, rest }: { name: string; step: Step<In, Out>; rest: Step<Out, End> },
): Step<In, End> {
  return (batch) => {
    const startedAt = performance.now();
    return after(step(batch), (output) => {
      observer.step(name, performance.now() - startedAt);
      return rest(output);
    });
  };
}

function extend<In, Out>(observer: StepObserver, before: Before<In, Out>): Pipeline<In, Out> {
  const whole = before<Out>((batch) => batch);
  return {
    step: (name, step) => extend(observer, (rest) => before(timed(observer, { name, step, rest }))),
    run: async (batch) => {
      try {
        return await whole(batch);
      } catch (error) {
        observer.refused(error);
        throw error;
      }
    },
  };
}
