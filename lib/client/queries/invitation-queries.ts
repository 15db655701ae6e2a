import type { InvitationView, JoinedAnswer } from '../../shared';
import { sendJson } from '../fetch-json';

/** What the link of an invitation leads to. Throws `ApiError`: `forbidden` when it is over. */
export function openInvitation(input: { token: string }): Promise<InvitationView> {
  return sendJson('POST', '/api/v1/invitations/open', input);
}

/** Lets whoever is signed in into the organization. Throws `ApiError`. */
export function acceptInvitation(input: { token: string }): Promise<JoinedAnswer> {
  return sendJson('POST', '/api/v1/invitations/accept', input);
}

/** Makes an account for the invited address and signs it in. Throws `ApiError`. */
export function joinByInvitation(input: { token: string; name: string; password: string }): Promise<JoinedAnswer> {
  return sendJson('POST', '/api/v1/invitations/join', input);
}
