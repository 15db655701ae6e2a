import { queryOptions } from '@tanstack/react-query';
import type {
  EndedSessionsAnswer,
  MeAnswer,
  ReauthenticatedAnswer,
  RecoveryCodesAnswer,
  SessionsAnswer,
  TwoFactorEnrolment,
  TwoFactorState,
} from '../../shared';
import { getJson, sendJson } from '../fetch-json';

const path = (end: string) => `/api/v1/account/${end}`;

export const sessionsQuery = () =>
  queryOptions({
    queryKey: ['account', 'sessions'],
    queryFn: ({ signal }) => getJson<SessionsAnswer>(path('sessions'), {}, signal),
  });

export const twoFactorQuery = () =>
  queryOptions({
    queryKey: ['account', 'two-factor'],
    queryFn: ({ signal }) => getJson<TwoFactorState>(path('two-factor'), {}, signal),
  });

/** Changes the name of whoever is signed in. Throws `ApiError`. */
export function renameAccount(input: { name: string }): Promise<MeAnswer['user']> {
  return sendJson('PATCH', '/api/v1/account', input);
}

/** What shows again that it is the person of the session. */
export type Proof = { password: string } | { code: string };

/** Opens sensitive changes for ten minutes. Throws `ApiError`. */
export function reauthenticate(proof: Proof): Promise<ReauthenticatedAnswer> {
  return sendJson('POST', path('reauthenticate'), proof);
}

/** Sets another password and ends the other sessions. Throws `ApiError`. */
export function changePassword(input: { currentPassword: string; newPassword: string }): Promise<EndedSessionsAnswer> {
  return sendJson('POST', path('password'), input);
}

/** Ends one session, at once. Throws `ApiError`. */
export function endSession(sessionId: string): Promise<unknown> {
  return sendJson('DELETE', path(`sessions/${sessionId}`));
}

/** Ends all sessions but this one. Throws `ApiError`. */
export function endOtherSessions(): Promise<EndedSessionsAnswer> {
  return sendJson('DELETE', path('sessions'));
}

/** Makes the secret of an authenticator app, which counts once it is confirmed. Throws `ApiError`. */
export function enrolTwoFactor(input: { password: string }): Promise<TwoFactorEnrolment> {
  return sendJson('POST', path('two-factor'), input);
}

/** Switches the second factor on by its first code; the other sessions end. Throws `ApiError`. */
export function confirmTwoFactor(input: { code: string }): Promise<RecoveryCodesAnswer> {
  return sendJson('POST', path('two-factor/confirm'), input);
}

/** Ten new recovery codes in the place of the old ones. Needs a recent proof. Throws `ApiError`. */
export function renewRecoveryCodes(): Promise<RecoveryCodesAnswer> {
  return sendJson('POST', path('two-factor/recovery-codes'));
}

/** Switches the second factor off. Needs a recent proof. Throws `ApiError`. */
export function switchOffTwoFactor(): Promise<unknown> {
  return sendJson('DELETE', path('two-factor'));
}
