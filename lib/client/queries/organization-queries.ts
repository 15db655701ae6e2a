import { queryOptions } from '@tanstack/react-query';
import type {
  ApiTokenItem,
  ApiTokensAnswer,
  InvitationsAnswer,
  InvitedAnswer,
  MemberItem,
  MembersAnswer,
  NewApiTokenAnswer,
  OrganizationDetail,
  ProjectsAnswer,
  Role,
} from '../../shared';
import { getJson, sendJson } from '../fetch-json';

const pathOf = (organizationId: string, end = '') => `/api/v1/organizations/${organizationId}${end}`;
const keyOf = (organizationId: string, name: string) => ['organization', organizationId, name] as const;

/** The projects of an organization with what they did within the last day; asked again every 30 s. */
export const projectsQuery = (organizationId: string) =>
  queryOptions({
    queryKey: keyOf(organizationId, 'projects'),
    queryFn: ({ signal }) => getJson<ProjectsAnswer>('/api/v1/projects', { organizationId }, signal),
    refetchInterval: 30_000,
  });

export const membersQuery = (organizationId: string) =>
  queryOptions({
    queryKey: keyOf(organizationId, 'members'),
    queryFn: ({ signal }) => getJson<MembersAnswer>(pathOf(organizationId, '/members'), {}, signal),
  });

export const invitationsQuery = (organizationId: string) =>
  queryOptions({
    queryKey: keyOf(organizationId, 'invitations'),
    queryFn: ({ signal }) => getJson<InvitationsAnswer>(pathOf(organizationId, '/invitations'), {}, signal),
  });

export const tokensQuery = (organizationId: string) =>
  queryOptions({
    queryKey: keyOf(organizationId, 'tokens'),
    queryFn: ({ signal }) => getJson<ApiTokensAnswer>(pathOf(organizationId, '/tokens'), {}, signal),
  });

/** Makes an organization whose owner is whoever asks; for administrators of the instance. Throws `ApiError`. */
export function createOrganization(input: { name: string }): Promise<OrganizationDetail> {
  return sendJson('POST', '/api/v1/organizations', input);
}

export type OrganizationChange = { name: string } | { requireTwoFactor: boolean };

/** Changes name or rules of an organization. The rules need a recent proof. Throws `ApiError`. */
export function updateOrganization(organizationId: string, change: OrganizationChange): Promise<OrganizationDetail> {
  return sendJson('PATCH', pathOf(organizationId), change);
}

/** Takes oneself out of the organization. Throws `ApiError`. */
export function leaveOrganization(organizationId: string): Promise<unknown> {
  return sendJson('POST', pathOf(organizationId, '/leave'));
}

export interface RoleChange {
  memberId: string;
  role: Role;
}

/** Gives a member another role. Needs a recent proof. Throws `ApiError`. */
export function changeRole(organizationId: string, { memberId, role }: RoleChange): Promise<MemberItem> {
  return sendJson('PATCH', pathOf(organizationId, `/members/${memberId}`), { role });
}

/** Takes a member out, at once. Needs a recent proof. Throws `ApiError`. */
export function removeMember(organizationId: string, memberId: string): Promise<unknown> {
  return sendJson('DELETE', pathOf(organizationId, `/members/${memberId}`));
}

/** Invites an address by mail. Needs a recent proof. Throws `ApiError`. */
export function invite(organizationId: string, input: { email: string; role: Role }): Promise<InvitedAnswer> {
  return sendJson('POST', pathOf(organizationId, '/invitations'), input);
}

/** Sends an invitation again with another link. Needs a recent proof. Throws `ApiError`. */
export function resendInvitation(organizationId: string, invitationId: string): Promise<InvitedAnswer> {
  return sendJson('POST', pathOf(organizationId, `/invitations/${invitationId}/resend`));
}

/** Ends an invitation: its link opens nothing any more. Throws `ApiError`. */
export function revokeInvitation(organizationId: string, invitationId: string): Promise<unknown> {
  return sendJson('DELETE', pathOf(organizationId, `/invitations/${invitationId}`));
}

export interface NewToken {
  name: string;
  scopes: readonly ('read' | 'write')[];
  /** ISO 8601; null never expires. */
  expiresAt: string | null;
}

/** Makes an API token; the answer is the only place where it stands in full. Needs a recent proof. Throws `ApiError`. */
export function createToken(organizationId: string, input: NewToken): Promise<NewApiTokenAnswer> {
  return sendJson('POST', pathOf(organizationId, '/tokens'), input);
}

/** Ends an API token for good. Throws `ApiError`. */
export function revokeToken(organizationId: string, tokenId: string): Promise<ApiTokenItem> {
  return sendJson('DELETE', pathOf(organizationId, `/tokens/${tokenId}`));
}
