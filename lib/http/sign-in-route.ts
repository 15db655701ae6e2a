import { z } from 'zod';
import { secondFactorInput, signIn, signInInput, signInWithCode, signOut } from '../auth';
import { AppError, type SignInAnswer } from '../shared';
import { publicRoute, type Call, type RouteHandler } from './route';

const anyInput = z.looseObject({ all: z.array(z.string()) });

/** The request as lib/auth takes it. */
export const authCall = ({ runtime, clientAddress, request }: Call) => ({
  ...runtime,
  clientAddress,
  headers: request.headers,
});

/** Signs in and puts the session's cookie onto the answer, or the cookie that waits for a code. */
export async function startSession(
  call: Call,
  input: { email: string; password: string; rememberMe?: boolean | undefined },
): Promise<SignInAnswer> {
  const { user, secondFactor, cookies } = await signIn(authCall(call), signInInput.parse(input));
  call.cookies.push(...cookies);
  return { user, secondFactor: secondFactor && { expiresAt: secondFactor.expiresAt.toISOString() } };
}

async function finishSignIn(call: Call, input: unknown): Promise<SignInAnswer> {
  const { user, cookies } = await signInWithCode(authCall(call), secondFactorInput.parse(input));
  call.cookies.push(...cookies);
  return { user, secondFactor: null };
}

/** `POST /api/auth/sign-in/email`, `/sign-in/two-factor` and `/sign-out`; better-auth's own paths are closed. */
export const authRoute: RouteHandler = publicRoute(anyInput, async (call, input) => {
  const path = input.all.join('/');
  if (path === 'sign-in/email') return startSession(call, signInInput.parse(input));
  if (path === 'sign-in/two-factor') return finishSignIn(call, input);
  if (path !== 'sign-out') throw new AppError('not_found', 'no such path');
  call.cookies.push(...(await signOut(call.runtime.auth, call.request.headers)));
  return undefined;
});
