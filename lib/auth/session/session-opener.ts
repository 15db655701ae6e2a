import { createAuthEndpoint } from 'better-auth/api';
import { setSessionCookie } from 'better-auth/cookies';
import { z } from 'zod';

const body = z.object({ userId: z.string(), rememberMe: z.boolean(), at: z.date() });

/** The part of better-auth that opens a session once lib/auth knows who it is; no path of HTTP leads there. */
export const sessionOpener = {
  id: 'callwatch-session-opener',
  endpoints: {
    openSession: createAuthEndpoint.serverOnly({ method: 'POST', body }, async (ctx) => {
      const { userId, rememberMe, at } = ctx.body;
      const user = await ctx.context.internalAdapter.findUserById(userId);
      if (!user) throw new Error('a session for a user who is not there');
      const facts = { verifiedAt: at, activeAt: at };
      const session = await ctx.context.internalAdapter.createSession(userId, !rememberMe, facts);
      await setSessionCookie(ctx, { session, user }, !rememberMe);
      return ctx.json({ sessionId: session.id });
    }),
  },
};
