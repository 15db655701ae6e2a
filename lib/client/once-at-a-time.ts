/** The work, which is not begun again for a key while it runs for it: a second click gets the outcome of the first. */
export function onceAtATime<Input, Outcome>(
  work: (input: Input) => Promise<Outcome>,
  keyOf: (input: Input) => unknown,
): (input: Input) => Promise<Outcome> {
  const running = new Map<unknown, Promise<Outcome>>();
  return (input) => {
    const key = keyOf(input);
    const known = running.get(key);
    if (known) return known;
    const begun = work(input).finally(() => running.delete(key));
    running.set(key, begun);
    return begun;
  };
}
