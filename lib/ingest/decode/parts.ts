import { turn } from '../../shared';

/** Work that may be left for a while at each `yield`. */
export type Parts<T> = Generator<void, T, void>;

/** Does all of it now. */
export function atOnce<T>(parts: Parts<T>): T {
  for (;;) {
    const { done, value } = parts.next();
    if (done) return value;
  }
}

/** Lets the loop turn between the parts, so that others go on. */
export async function inTurns<T>(parts: Parts<T>): Promise<T> {
  for (;;) {
    const { done, value } = parts.next();
    if (done) return value;
    await turn();
  }
}
