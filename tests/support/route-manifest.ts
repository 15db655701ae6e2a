import type { Role } from '../../lib/shared';

/** What a route allows, by `METHOD /path`. A route of app/api or of NATIVE_DOORS without a line here fails the tests. */
export interface RouteRule {
  /**
   * Who is let in: `public` everybody, `session` a signed-in user, `both` a session or an API token, `key` an ingest key,
   * `near` whoever asks from the machine itself, and from elsewhere an API token.
   */
  auth: 'public' | 'session' | 'both' | 'key' | 'near';
  /** The least role that may use it; `instance` only administrators of the instance; null when signed in is enough. */
  role: Role | 'instance' | null;
  /** Whose data it touches. */
  tenant: 'project' | 'organization' | 'user' | 'instance';
  /** Attempts are counted in the database. */
  limited?: true;
  /** A body that passes the schema, where one is needed to come as far as the permission. */
  body?: Record<string, unknown>;
  /** A query that passes the schema, likewise. */
  query?: Record<string, string>;
  /** It takes away what other routes are tried with: tested on its own. */
  ends?: true;
}

const range = { from: '2026-11-01T00:00:00Z', to: '2026-11-02T00:00:00Z' };
const read = { auth: 'both', role: 'viewer', tenant: 'project' } as const;
const act = { auth: 'both', role: 'member', tenant: 'project' } as const;
const manage = { auth: 'both', role: 'admin', tenant: 'project' } as const;
const own = { auth: 'both', role: 'owner', tenant: 'project' } as const;
const send = { auth: 'key', role: null, tenant: 'project' } as const;
const self = { auth: 'session', role: null, tenant: 'user' } as const;
const anybody = { auth: 'public', role: null, tenant: 'user', limited: true } as const;
const people = (role: Role) => ({ auth: 'session', role, tenant: 'organization' }) as const;
const organization = '/api/v1/organizations/[organizationId]';
const project = '/api/v1/projects/[projectId]';
const call = { finishedAt: Date.now(), method: 'GET', route: '/x', status: 200, durationMs: 1 };
const ratePolicy = { name: 'New', limit: 60, windowSeconds: 60, key: 'caller' };

export const ROUTES: Readonly<Record<string, RouteRule>> = {
  'GET /healthz': { auth: 'public', role: null, tenant: 'instance' },
  'GET /readyz': { auth: 'public', role: null, tenant: 'instance' },
  'GET /metrics': { auth: 'near', role: null, tenant: 'instance' },
  'POST /api/v1/calls': { ...send, body: { calls: [call] } },
  'POST /api/otlp/v1/traces': { ...send, body: { resourceSpans: [] } },
  'GET /api/v1/sdk/config': send,
  [`GET ${project}/live`]: read,
  [`GET ${project}/live/calls`]: read,

  'POST /api/auth/[...all]': { auth: 'public', role: null, tenant: 'user', limited: true },
  'GET /api/v1/setup/status': { auth: 'public', role: null, tenant: 'instance' },
  'POST /api/v1/setup': { auth: 'public', role: null, tenant: 'instance' },
  'GET /api/v1/me': { auth: 'session', role: null, tenant: 'user' },
  'PATCH /api/v1/account': { ...self, body: { name: 'New' } },
  'POST /api/v1/account/reauthenticate': { ...self, limited: true, body: { password: 'guess' } },
  'POST /api/v1/account/password': {
    ...self,
    limited: true,
    body: { currentPassword: 'guess', newPassword: 'violet-harbour-47' },
  },
  'GET /api/v1/account/sessions': self,
  'DELETE /api/v1/account/sessions': self,
  'DELETE /api/v1/account/sessions/[sessionId]': self,
  'GET /api/v1/account/two-factor': self,
  'POST /api/v1/account/two-factor': { ...self, limited: true, body: { password: 'guess' } },
  'DELETE /api/v1/account/two-factor': self,
  'POST /api/v1/account/two-factor/confirm': { ...self, limited: true, body: { code: '000000' } },
  'POST /api/v1/account/two-factor/recovery-codes': self,
  'POST /api/v1/password-reset': { ...anybody, body: { email: 'a@example.com' } },
  'POST /api/v1/password-reset/confirm': { ...anybody, body: { token: 'guess', password: 'violet-harbour-47' } },
  'POST /api/v1/invitations/open': { ...anybody, body: { token: 'guess' } },
  'POST /api/v1/invitations/accept': { ...self, limited: true, body: { token: 'guess' } },
  'POST /api/v1/invitations/join': {
    ...anybody,
    body: { token: 'guess', name: 'New', password: 'violet-harbour-47' },
  },

  'GET /api/v1/organizations': self,
  'POST /api/v1/organizations': { auth: 'session', role: 'instance', tenant: 'user', body: { name: 'New' } },
  [`GET ${organization}`]: people('viewer'),
  [`PATCH ${organization}`]: { ...people('owner'), body: { name: 'New' } },
  [`POST ${organization}/leave`]: { ...people('viewer'), ends: true },
  [`GET ${organization}/members`]: people('viewer'),
  [`PATCH ${organization}/members/[memberId]`]: { ...people('admin'), body: { role: 'viewer' } },
  [`DELETE ${organization}/members/[memberId]`]: people('admin'),
  [`GET ${organization}/invitations`]: people('admin'),
  [`POST ${organization}/invitations`]: { ...people('admin'), body: { email: 'new@example.com', role: 'viewer' } },
  [`DELETE ${organization}/invitations/[invitationId]`]: people('admin'),
  [`POST ${organization}/invitations/[invitationId]/resend`]: people('admin'),
  [`GET ${organization}/erasures`]: people('admin'),
  [`GET ${organization}/erasures/[erasureId]`]: people('admin'),
  [`GET ${organization}/tokens`]: people('admin'),
  [`POST ${organization}/tokens`]: { ...people('admin'), body: { name: 'New', scopes: ['read'] } },
  [`DELETE ${organization}/tokens/[tokenId]`]: people('admin'),

  'GET /api/v1/status': { auth: 'both', role: 'instance', tenant: 'instance' },
  'GET /api/v1/mailbox': { auth: 'both', role: 'instance', tenant: 'instance' },

  'GET /api/v1/projects': { auth: 'both', role: 'viewer', tenant: 'organization' },
  'POST /api/v1/projects': { auth: 'both', role: 'admin', tenant: 'organization', body: { name: 'New' } },
  [`GET ${project}`]: read,
  [`PATCH ${project}`]: { ...manage, body: { name: 'New' } },
  [`POST ${project}/environments`]: { ...manage, body: { slug: 'staging' } },
  [`GET ${project}/keys`]: read,
  [`POST ${project}/keys`]: { ...manage, body: { name: 'New' } },
  [`DELETE ${project}/keys/[keyId]`]: manage,

  [`DELETE ${project}`]: { ...own, body: { name: 'not its name' } },
  [`GET ${project}/erasures`]: manage,
  [`POST ${project}/erasures`]: { ...manage, body: { account: 'someone' } },
  [`GET ${project}/storage`]: read,
  [`PATCH ${project}/storage`]: { ...manage, body: { calls: 30 } },
  [`POST ${project}/storage/preview`]: { ...read, body: { calls: 20 } },
  [`GET ${project}/quotas`]: read,
  [`PATCH ${project}/quotas`]: { ...own, body: { perDay: 1_000 } },

  [`GET ${project}/channels`]: read,
  [`POST ${project}/channels`]: { ...manage, body: { kind: 'email', to: 'a@example.com' } },
  [`PATCH ${project}/channels/[channelId]`]: { ...manage, body: { enabled: false } },
  [`DELETE ${project}/channels/[channelId]`]: manage,
  [`POST ${project}/channels/[channelId]/secret`]: manage,
  [`DELETE ${project}/channels/[channelId]/secret`]: manage,
  [`POST ${project}/channels/[channelId]/test`]: act,
  [`GET ${project}/deliveries`]: read,
  [`POST ${project}/deliveries/[deliveryId]/resend`]: act,

  [`GET ${project}/rules`]: read,
  [`POST ${project}/rules`]: {
    ...manage,
    body: { kind: 'metric', name: 'Errors', measure: 'errors', condition: { above: 5 } },
  },
  [`GET ${project}/rules/[ruleId]`]: read,
  [`PATCH ${project}/rules/[ruleId]`]: { ...manage, body: { enabled: false } },
  [`DELETE ${project}/rules/[ruleId]`]: manage,
  [`POST ${project}/rules/backtest`]: { ...read, body: { measure: 'errors', condition: { above: 5 } } },
  [`GET ${project}/rate-policies`]: { ...read, query: range },
  [`POST ${project}/rate-policies`]: { ...manage, body: ratePolicy },
  [`PATCH ${project}/rate-policies/[policyId]`]: { ...manage, body: { enabled: false } },
  [`DELETE ${project}/rate-policies/[policyId]`]: manage,
  [`POST ${project}/rate-policies/preview`]: { ...read, body: ratePolicy },
  [`GET ${project}/alerts`]: read,
  [`GET ${project}/alerts/[alertId]`]: read,
  [`POST ${project}/alerts/[alertId]/acknowledge`]: act,

  [`GET ${project}/incidents`]: read,
  [`GET ${project}/incidents/[incidentId]`]: read,
  [`GET ${project}/incidents/[incidentId]/calls`]: read,
  [`POST ${project}/incidents/[incidentId]/acknowledge`]: act,
  [`POST ${project}/incidents/[incidentId]/notes`]: { ...act, body: { note: 'Seen' } },
  [`POST ${project}/incidents/[incidentId]/resolve`]: act,

  [`GET ${project}/series`]: read,
  [`GET ${project}/baseline`]: { ...read, query: { ...range, step: '3600' } },
  [`GET ${project}/endpoints`]: read,
  [`GET ${project}/endpoints/[endpointId]`]: { ...read, query: range },
  [`PATCH ${project}/endpoints/[endpointId]`]: { ...manage, body: { isLogin: false } },
  [`GET ${project}/endpoints/[endpointId]/breakdown`]: { ...read, query: range },
  [`POST ${project}/endpoints/[endpointId]/merge`]: { ...manage, body: { endpoints: [2] } },
  [`POST ${project}/endpoints/[endpointId]/separate`]: { ...manage, body: { endpoints: [2] } },
  [`GET ${project}/endpoint-changes`]: read,
  [`POST ${project}/route-parameters/give-up`]: { ...manage, body: { prefix: '/users', kind: 'name' } },
  [`GET ${project}/ignore-rules`]: read,
  [`POST ${project}/ignore-rules`]: { ...manage, body: { path: '/healthz' } },
  [`PATCH ${project}/ignore-rules/[ignoreRuleId]`]: { ...manage, body: { enabled: false } },
  [`DELETE ${project}/ignore-rules/[ignoreRuleId]`]: manage,
  [`GET ${project}/allowed-callers`]: read,
  [`POST ${project}/allowed-callers`]: { ...manage, body: { network: '192.0.2.7', note: 'New' } },
  [`DELETE ${project}/allowed-callers/[callerId]`]: manage,
  [`POST ${project}/call-matches`]: { ...read, body: { path: '/healthz' } },
  [`GET ${project}/consumers/[name]`]: { ...read, query: range },
  [`GET ${project}/logins`]: { ...read, query: range },
  [`GET ${project}/logins/attempts`]: { ...read, query: range },
  [`GET ${project}/logins/entities`]: { ...read, query: range },
  [`GET ${project}/consumers`]: read,
  [`GET ${project}/callers`]: read,
  [`GET ${project}/movers`]: { ...read, query: range },
  [`GET ${project}/call-kinds`]: { ...read, query: range },
  [`GET ${project}/instances`]: { ...read, query: range },
  [`GET ${project}/countries`]: { ...read, query: range },
  [`GET ${project}/calls`]: read,
  [`GET ${project}/calls/[callId]`]: { ...read, query: { at: range.from } },
  [`GET ${project}/calls/export`]: { ...read, query: { ...range, format: 'csv' } },
  [`HEAD ${project}/calls/export`]: { ...read, query: { ...range, format: 'csv' } },
  [`GET ${project}/calls/histogram`]: { ...read, query: range },
  [`GET ${project}/views`]: { ...read, auth: 'session' },
  [`POST ${project}/views`]: { ...read, auth: 'session', body: { name: 'New', query: 'status=5xx' } },
  [`DELETE ${project}/views/[viewId]`]: { ...read, auth: 'session' },
  [`GET ${project}/overview`]: read,
  [`GET ${project}/overview/endpoints`]: read,
  [`GET ${project}/overview/consumers`]: read,
  [`GET ${project}/ingest-gaps`]: { ...read, query: range },
  [`GET ${project}/status`]: read,
};
