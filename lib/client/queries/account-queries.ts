import type { SetUpAnswer, SignInAnswer } from '../../shared';
import { sendJson } from '../fetch-json';

/** Signs in; the answer sets the session's cookie. Throws `ApiError`. */
export function signIn(input: { email: string; password: string }): Promise<SignInAnswer> {
  return sendJson('POST', '/api/auth/sign-in/email', input);
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
