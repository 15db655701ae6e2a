/** Goes on at once with a value that is there: a promise for each took a tenth of the time of a small post. */
export const after = <In, Out>(value: In | Promise<In>, next: (value: In) => Out | Promise<Out>): Out | Promise<Out> =>
  value instanceof Promise ? value.then(next) : next(value);

const isThere = <T>(value: T | Promise<T>): value is T => !(value instanceof Promise);

/** All values, at once when all are there. */
export const all = <T>(values: readonly (T | Promise<T>)[]): readonly T[] | Promise<T[]> =>
  values.every(isThere) ? values : Promise.all(values);
