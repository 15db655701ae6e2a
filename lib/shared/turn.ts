/** Lets the loop turn, so that what takes long holds up nobody else. */
export const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
