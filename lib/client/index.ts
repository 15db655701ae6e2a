export { ApiError, errorDetails } from './api-error';
export { onceAtATime } from './once-at-a-time';
export { getJson, sendJson, withQuery } from './fetch-json';
export { makeQueryClient } from './query-client';
export { projectKey } from './query-key';
export { LiveProvider, useLive, usePausedAt } from './live/live-provider';
export type { Live } from './live/live-provider';
export type { LiveState } from './live/live-stream';
export { openTail } from './live/tail-stream';
export { readExport } from './download/read-export';
export { RANGES, rangeWords, resolveRange, stepOf } from './range/resolve-range';
export type { RangeInput, ResolvedRange } from './range/resolve-range';
export { hrefKeeping, keptFor } from './range/kept';
export { ignoredState } from './range/ignored-state';
export { KEPT_PARAMETERS, useKept } from './range/use-kept';
export { ClockProvider } from './range/clock';
export { useNow } from './range/use-now';
export { usePageNow } from './range/use-page-now';
export { usePageState } from './range/use-page-state';
export type { PageState } from './range/use-page-state';
export {
  baselineQuery,
  callsQuery,
  ingestGapsQuery,
  instancesQuery,
  overviewConsumersQuery,
  overviewEndpointsQuery,
  overviewQuery,
  statusQuery,
  wholeHours,
} from './queries/project-queries';
export type { CallsFilter, CallsInput } from './queries/project-queries';
export { comparisonOf, nextComparison } from './range/comparison-of';
export { comparedRange, periodQuery, rangeQuery } from './queries/range-query';
export type { PeriodInput, ReadRange } from './queries/range-query';
export {
  callExportPath,
  callHistogramQuery,
  callListQuery,
  callQuery,
  callTailPath,
  NEW_CALLS_COUNTED,
  newCallsQuery,
} from './queries/call-queries';
export type { CallSearchInput } from './queries/call-queries';
export { deleteView, saveView, viewsQuery } from './queries/view-queries';
export {
  endpointBreakdownQuery,
  endpointQuery,
  endpointsQuery,
  flagLogin,
  LATEST_CALLS,
} from './queries/endpoint-queries';
export type { EndpointInput } from './queries/endpoint-queries';
export {
  allowCaller,
  allowedCallersQuery,
  changeEndpoint,
  createIgnoreRule,
  deleteIgnoreRule,
  endpointChangesQuery,
  giveUpParameter,
  ignoreRulesQuery,
  matchesQuery,
  mergeEndpoints,
  removeAllowedCaller,
  separateEndpoints,
  turnIgnoreRule,
} from './queries/naming-queries';
export {
  callersQuery,
  consumerQuery,
  callKindsQuery,
  consumersQuery,
  countriesQuery,
  moversQuery,
} from './queries/consumer-queries';
export type { ConsumerInput } from './queries/consumer-queries';
export { loginAttemptsQuery, loginEntitiesQuery, loginsQuery } from './queries/login-queries';
export type { LoginAttemptsInput } from './queries/login-queries';
export { backtestQuery, changeRule, createRule, deleteRule, ruleQuery, rulesQuery } from './queries/rule-queries';
export {
  changeRatePolicy,
  createRatePolicy,
  deleteRatePolicy,
  ratePoliciesQuery,
  ratePolicyQuery,
  ratePreviewQuery,
} from './queries/rate-policy-queries';
export { acknowledgeAlert, alertDeliveriesQuery, alertQuery, alertsQuery } from './queries/alert-queries';
export { changeIncident, incidentCallsQuery, incidentQuery, incidentsQuery } from './queries/incident-queries';
export type { IncidentCallsFilter, IncidentChange, IncidentsInput } from './queries/incident-queries';
export {
  requestPasswordReset,
  setPasswordByLink,
  setUp,
  signIn,
  signInWithCode,
  signOut,
} from './queries/account-queries';
export type { SecondFactorAnswer, SetUpRequest } from './queries/account-queries';
export {
  changePassword,
  confirmTwoFactor,
  endOtherSessions,
  endSession,
  enrolTwoFactor,
  reauthenticate,
  renameAccount,
  renewRecoveryCodes,
  sessionsQuery,
  switchOffTwoFactor,
  twoFactorQuery,
} from './queries/profile-queries';
export type { Proof } from './queries/profile-queries';
export {
  changeStorage,
  deleteProject,
  erasuresQuery,
  organizationErasuresQuery,
  previewStorage,
  quotasQuery,
  requestErasure,
  setQuotas,
  storageQuery,
} from './queries/lifecycle-queries';
export type { ErasureSubject, KeptDays } from './queries/lifecycle-queries';
export { instanceStatusQuery } from './queries/instance-queries';
export { acceptInvitation, joinByInvitation, openInvitation } from './queries/invitation-queries';
export {
  changeRole,
  createOrganization,
  createToken,
  invitationsQuery,
  invite,
  leaveOrganization,
  membersQuery,
  projectsQuery,
  removeMember,
  resendInvitation,
  revokeInvitation,
  revokeToken,
  tokensQuery,
  updateOrganization,
} from './queries/organization-queries';
export type { NewToken, OrganizationChange, RoleChange } from './queries/organization-queries';
export {
  changeChannel,
  channelsQuery,
  createChannel,
  deliveriesQuery,
  mailboxQuery,
  resendDelivery,
  rotateSecret,
  testChannel,
} from './queries/notify-queries';
export type { ChannelChange, NewChannel } from './queries/notify-queries';
export {
  createEnvironment,
  createKey,
  createProject,
  keysQuery,
  revokeKey,
  updateProject,
} from './queries/settings-queries';
