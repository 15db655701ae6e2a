import { z } from 'zod';
import { signIn, signInInput, signOut } from '../auth';
import { AppError, type SignInAnswer } from '../shared';
import { publicRoute, type Call, type RouteHandler } from './route';

const anyInput = z.looseObject({ all: z.array(z.string()) });

/** Signs in and puts the session's cookie onto the answer. */
export async function startSession(
  call: Call,
  input: { email: string; password: string; rememberMe?: boolean | undefined },
): Promise<SignInAnswer> {
  const { runtime, clientAddress, request } = call;
  const found = await signIn({ ...runtime, clientAddress, headers: request.headers }, signInInput.parse(input));
  call.cookies.push(...found.cookies);
  return { user: found.user };
}

/** `POST /api/auth/sign-in/email` and `/api/auth/sign-out`; every other path of better-auth is closed. */
export const authRoute: RouteHandler = publicRoute(anyInput, async (call, input) => {
  const path = input.all.join('/');
  if (path === 'sign-in/email') return startSession(call, signInInput.parse(input));
  if (path !== 'sign-out') throw new AppError('not_found', 'no such path');
  call.cookies.push(...(await signOut(call.runtime.auth, call.request.headers)));
  return undefined;
});
