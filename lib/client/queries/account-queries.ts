import type { SetUpAnswer, SignInAnswer } from '../../shared';
import { sendJson } from '../fetch-json';

/** Signs in: the answer sets the session's cookie, or holds the place for the code that is missing. Throws `ApiError`. */
export function signIn(input: { email: string; password: string }): Promise<SignInAnswer> {
  return sendJson('POST', '/api/auth/sign-in/email', input);
}

/** What the second step is answered with: a code of the app, or one of the recovery codes. */
export type SecondFactorAnswer = { code: string } | { recoveryCode: string };

/** The second step of a sign-in. Throws `ApiError`: without a field the sign-in is over. */
export function signInWithCode(input: SecondFactorAnswer): Promise<SignInAnswer> {
  return sendJson('POST', '/api/auth/sign-in/two-factor', input);
}

/** Ends the session of this browser. Throws `ApiError`. */
export function signOut(): Promise<unknown> {
  return sendJson('POST', '/api/auth/sign-out', {});
}

export interface SetUpRequest {
  token: string;
  name: string;
  email: string;
  password: string;
  organization: string;
  project: string;
}

/** The one-time set-up; the answer signs the owner in and holds the first ingest key. Throws `ApiError`. */
export function setUp(input: SetUpRequest): Promise<SetUpAnswer> {
  return sendJson('POST', '/api/v1/setup', input);
}

/** Has a link sent to the address, if it has an account. Throws `ApiError`. */
export function requestPasswordReset(input: { email: string }): Promise<unknown> {
  return sendJson('POST', '/api/v1/password-reset', input);
}

/** Sets the password by the link of the mail; all sessions end, and nobody is signed in. Throws `ApiError`. */
export function setPasswordByLink(input: { token: string; password: string }): Promise<unknown> {
  return sendJson('POST', '/api/v1/password-reset/confirm', input);
}
