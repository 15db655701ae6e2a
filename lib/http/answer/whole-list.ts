import type { Context } from '../../access';

type Read<I, A extends object> = (ctx: Context, input: I) => A | Promise<A>;

/** A read of a list that answers all at once: nothing comes after it, as at the end of every other list. */
export const wholeList =
  <I, A extends object>(read: Read<I, A>) =>
  async (ctx: Context, input: I): Promise<A & { nextCursor: null }> => ({
    ...(await read(ctx, input)),
    nextCursor: null,
  });
