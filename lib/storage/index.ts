export { connect, type ConnectOptions } from './core/connect';
export type { PrismaTx, Sql, SqlResult, Storage, TransactionOptions, Tx } from './core/storage';
export type { CallRow } from './calls/call-row';
export { announce, NO_PROJECT, TOPICS, type Announcement, type Topic } from './live/announce';
export { listen, type ListenOptions } from './live/listen';
export { sealSecret, openSecret } from './secrets/seal-secret';
export { hashAccessKey, hintOf, makeApiToken, makeIngestKey, parseAccessKey } from './secrets/access-key';
export type { AccessKey } from './secrets/access-key';
export { hashOneTime, makeOneTime } from './secrets/one-time';
export { findApiTokenRow, listApiTokens, revokeApiTokenRow, type ApiTokenRow } from './keys/list-api-tokens';
export { findOrganization, listOrganizations, lockPeople, updateOrganizationRow } from './people/organization-row';
export type { OrganizationRow } from './people/organization-row';
export { countOwners, deleteMember, findMember, listMembers, setRole, type MemberRow } from './people/members';
export {
  countPending,
  findInvitation,
  findOpenInvitation,
  insertInvitation,
  listInvitations,
  renewInvitation,
  revokePending,
  takeInvitation,
} from './people/invitations';
export type { InvitationRow, OpenInvitation } from './people/invitations';
export { findApiToken, type ApiTokenRecord } from './keys/find-api-token';
export { findIngestKey, type CountedPolicy, type IngestKeyRecord, type KeyEnvironment } from './keys/find-ingest-key';
export { findProject } from './tenancy/find-project';
export { listMemberships, type Membership } from './accounts/list-memberships';
export { listAllProjects, listProjects } from './tenancy/list-projects';
export type { ProjectRecord } from './tenancy/project-record';
export { touchApiToken, touchIngestKey } from './keys/touch-key';
export { deleteChannel } from './channels/delete-channel';
export { disableChannel } from './channels/disable-channel';
export { findChannel, type ChannelRow } from './channels/find-channel';
export { findOwnerEmails } from './channels/find-owner-emails';
export { countChannels, insertChannel, type NewChannel } from './channels/insert-channel';
export { listChannels, type ListedChannel } from './channels/list-channels';
export { updateChannel } from './channels/update-channel';
export { keepMail } from './mailbox/keep-mail';
export type { KeptMail } from './mailbox/keep-mail';
export { listMail } from './mailbox/list-mail';
export { claimMessage } from './outbox/claim-message';
export type { ClaimedMessage, MessageChannel } from './outbox/claim-message';
export { endMessagesOfChannel } from './outbox/end-messages-of-channel';
export { findDueQueues } from './outbox/find-due-queues';
export { recallMessages } from './outbox/recall-messages';
export type { DueQueue } from './outbox/find-due-queues';
export { listMessages } from './outbox/list-messages';
export type { MessageFilter, MessageRow } from './outbox/list-messages';
export { recordAttempt } from './outbox/record-attempt';
export { renewClaim } from './outbox/renew-claim';
export { requeueMessage } from './outbox/requeue-message';
export { toDeliveryItem } from './outbox/to-delivery-item';
export { toldRecently } from './outbox/told-recently';
export { findEnabledChannels } from './channels/find-enabled-channels';
export type { EnabledChannel } from './channels/find-enabled-channels';
export { insertOutbox } from './outbox/insert-outbox';
export { instanceMail } from './outbox/instance-mail';
export type { NewOutboxRow } from './outbox/insert-outbox';
export { findArchiveEnvironments } from './rules/find-archive-environments';
export { findIncidentRules } from './rules/find-incident-rules';
export { findMetricRules, holdMetricRules } from './rules/find-metric-rules';
export type { MetricRuleRow } from './rules/find-metric-rules';
export { deleteRule, findRule, insertRule, listRules, lockRule, updateRule } from './rules/rule-record';
export type { RuleRecord, RuleStanding, RuleValues } from './rules/rule-record';
export {
  deleteRatePeaks,
  deleteRatePolicyRow,
  insertRatePolicy,
  listRatePolicies,
  lockRatePolicy,
  updateRatePolicy,
  type RatePolicyRecord,
  type RatePolicyValues,
} from './rates/rate-policy-record';
export { readHeadroomHours, readHeadroomKeys, type HeadroomHourRow, type HeadroomKeyRow } from './rates/read-headroom';
export { readKeySeconds } from './rates/read-key-seconds';
export { saveRatePeaks } from './rates/save-rate-peaks';
export { deleteFlushRates, type RateSecondRow } from './rates/rate-seconds';
export { deleteRuleState, saveRuleStates } from './rules/rule-states';
export type { RuleStateRow } from './rules/rule-states';
export { acknowledgeAlertRow, findAlert, listAlerts, lockAlert } from './alerts/alert-record';
export type { AlertKey, AlertRecord } from './alerts/alert-record';
export { saveAlerts } from './alerts/save-alerts';
export type { AlertValues } from './alerts/save-alerts';
export { BEAT_MS, beatIngest, GAP_MS, listIngestGaps } from './ingest-gaps/ingest-gaps';
export type { IngestGap } from './ingest-gaps/ingest-gaps';
export { beatProcess, endProcess, listProcesses, PROCESS_BEAT_MS } from './status/processes';
export type { ProcessAbout, ProcessRow } from './status/processes';
export { readBacklog, readLostByReason } from './status/read-backlog';
export { readLastBackup } from './status/read-last-backup';
export { readLastHeard } from './status/read-last-heard';
export type { IncidentRuleRow } from './rules/find-incident-rules';
export { insertActivity } from './audit/insert-activity';
export type { Activity } from './audit/insert-activity';
export { insertApiToken } from './keys/insert-api-token';
export { insertEnvironment } from './tenancy/insert-environment';
export { insertIngestKey } from './keys/insert-ingest-key';
export { insertProject } from './tenancy/insert-project';
export type { KeyRecord } from './keys/key-record';
export { listIngestKeys } from './keys/list-ingest-keys';
export { listOrganizationSlugs, listProjectSlugs } from './tenancy/list-slugs';
export { revokeIngestKeyRow } from './keys/revoke-ingest-key';
export { seedProject } from './tenancy/seed-project';
export type { ProjectSeed } from './tenancy/seed-project';
export { updateProjectRow } from './tenancy/update-project';
export { insertSignals } from './signals/insert-signals';
export type { SignalRow } from './signals/signal-row';
export { dayOf, ensurePartitionsFor, forgetDays, forgetPartition } from './partitions/ensure-partitions';
export * as partitions from './partitions';
export type { BatchRecord, Rejection } from './calls/batch-record';
export { CopyEncoder } from './calls/copy-encoder';
export { CopyIn } from './calls/copy-in';
export { databaseTrouble, isLockTimeout } from './calls/database-errors';
export type { DatabaseTrouble } from './calls/database-errors';
export type { StoredBatch } from './calls/find-batches';
export { createFlushNumbers, ORDINALS } from './calls/flush-numbers';
export { batchKey } from './calls/insert-batches';
export type { PendingBlob } from './calls/insert-pending';
export { writeFlush } from './calls/write-flush';
export type { FlushBatch, FlushResult, FreshRows } from './calls/write-flush';
export { dictionaryKeyText } from './dictionaries/dictionary-tables';
export type { DictionaryKey, DictionaryName } from './dictionaries/dictionary-tables';
export { markLoginEndpoints } from './dictionaries/mark-login-endpoints';
export { resolveNames } from './dictionaries/resolve-names';
export type { NameEntry, NameRequest } from './dictionaries/resolve-names';
export type { SdkReport } from './dictionaries/save-sdk-instances';
export {
  addHourCallers,
  countHourCallers,
  findIndexedCallers,
  readExceededHours,
  setHourCallers,
} from './rollups/caller-bound';
export type { HourCallers } from './rollups/caller-bound';
export * as naming from './naming';
export { touchNames } from './dictionaries/touch-names';
export type { NamesSeen } from './dictionaries/touch-names';
export { deleteOwnSession, deleteSession, deleteSessions } from './sessions/delete-session';
export { listSessions } from './sessions/list-sessions';
export { markSessionVerified, touchSession } from './sessions/touch-session';
export {
  claimStep,
  confirmEnrolment,
  deleteTwoFactor,
  findTwoFactor,
  hasTwoFactor,
  saveEnrolment,
} from './second-factor/two-factor';
export { claimRecoveryCode, findSecondFactorFacts, replaceRecoveryCodes } from './second-factor/recovery-codes';
export { deleteOneTimeTokens, findOneTimeToken, insertOneTimeToken, takeOneTimeToken } from './accounts/one-time-token';
export { findPasswordHash } from './accounts/find-password-hash';
export { renameUser } from './accounts/rename-user';
export { findUser, findUserByEmail, hasUsers, listUsers } from './accounts/find-user';
export type { UserRecord } from './accounts/find-user';
export { insertUser } from './accounts/insert-user';
export { setPassword } from './accounts/set-password';
export { deleteSetupToken, findSetupToken, lockSetupToken, saveSetupToken } from './accounts/setup-token';
export { forgetAttempts, takeAttempt } from './accounts/take-attempt';
export type { AttemptLimit } from './accounts/take-attempt';
export { insertMember, insertOrganization } from './tenancy/organizations';
export { isUnavailable } from './core/is-unavailable';
export { claimPending, MAX_CLAIM_BLOBS, oldestFedAt, oldestPendingAt } from './rollups/claim-pending';
export { enterRollup, tryEnterRollup } from './rollups/claim-pending';
export type { WaitingBlob } from './rollups/claim-pending';
export { doesWait, listPendingByProject, listWaiting } from './rollups/list-waiting';
export { readWaiting, setAside, type Waiting } from './rollups/set-aside';
export { CONSUMER_SUMS, ENDPOINT_SUMS, TIER_SECONDS } from './rollups/columns';
export type {
  CallerDayRows,
  CallerHourRows,
  ConsumerCallerRows,
  ConsumerTierRows,
  EndpointConsumerRows,
  EndpointTierRows,
  Masks,
  Tier,
} from './rollups/columns';
export { mergeCallerDays } from './rollups/merge-caller-days';
export { mergeEndpointConsumers } from './rollups/merge-endpoint-consumers';
export { keptDaysSinceMs, keptSinceMs, RETENTION_MARGIN_MS, TIER_DAYS, type TierKeeps } from './rollups/tier-retention';
export { upsertCallerHours, upsertConsumerCallers, upsertConsumers, upsertEndpoints } from './rollups/upsert-tiers';
export { dropCallDay, dropPartition, listPartitions, type Partition } from './partitions';
export { deleteCallsOfDay, deleteExpiredRows } from './retention/delete-expired';
export { listRetainedProjects, type RetainedProject } from './retention/retained-projects';
export * as erasures from './erasure';
export * as quotas from './quotas';
export * as retention from './retention';
export * as usage from './usage';
export { findOrganizationByName, findProjectByName, findRole, takeTurn } from './tenancy/find-by-name';
export type { OrganizationRecord } from './tenancy/find-by-name';
export { claimSignals, readFlushes } from './signals/claim-signals';
export { findDetectorSnapshot, packSnapshot, saveDetectorSnapshot } from './signals/detector-snapshot';
export { insertFolded, listFolded } from './signals/folded-flushes';
export type { FoldedFlush } from './signals/folded-flushes';
export { listFedProjects } from './signals/list-fed-projects';
export type { SignalFlush } from './signals/stored-signal';
export { holdLease, LeaseLostError } from './leases/hold-lease';
export { bucketOf, LEASE_BUCKETS } from './leases/lease';
export type { Lease, LeaseJob } from './leases/lease';
export { releaseLeases, takeLeases } from './leases/take-leases';
export { countAttack } from './attacks/count-attack';
export type { AttackCount } from './attacks/count-attack';
export type { AttackScope } from './attacks/attack-scope';
export { listAttackCalls } from './attacks/list-attack-calls';
export type { AttackCall } from './attacks/list-attack-calls';
export {
  findFirstFailure,
  listAttackAccounts,
  listAttackCallers,
  listAttackRuns,
  listAttackSteps,
} from './attacks/list-attack-parts';
export type { AttackAccount, AttackCaller, AttackRun, AttackStep, FirstFailure } from './attacks/list-attack-parts';
export { findIncident, lockIncident } from './incidents/find-incident';
export type { IncidentKey } from './incidents/find-incident';
export { findIncidentsOfFindings, listFindings, listFindingWindows, saveFindings } from './incidents/findings';
export type { FindingRecord } from './incidents/findings';
export { findProjectEnvironments } from './incidents/find-project-environments';
export { countToldByEvent, insertIncidentEvents, listIncidentEvents } from './incidents/incident-events';
export type { IncidentEventRecord, NewIncidentEvent } from './incidents/incident-events';
export type { IncidentRecord } from './incidents/incident-record';
export { listEntries } from './incidents/list-entries';
export type { IncidentEntry } from './incidents/list-entries';
export { listAttempts } from './logins/list-attempts';
export { readLoginEntities, readUnknownLogins } from './logins/read-logins';
export type { AccountLogins, CallerLogins } from './logins/read-logins';
export { readConsumerCallers } from './rollups/read-consumer-callers';
export { listOpenOfEndpoint } from './incidents/list-open-of-endpoint';
export { listIncidents } from './incidents/list-incidents';
export { listRateCalls, listRateSteps, type RateCallScope } from './attacks/rate-calls';
export { listIncidentsBetween } from './incidents/list-incidents-between';
export { listQuietIncidents } from './incidents/list-quiet-incidents';
export { listRunningIncidents, lockJoinableIncidents } from './incidents/lock-joinable-incidents';
export { saveIncident } from './incidents/save-incident';
export { takeNumbers } from './incidents/take-numbers';
export { listPendingNumbers, readPending } from './rollups/claim-pending';
export { readConsumerPresence, readConsumerSums, readEndpointConsumers } from './rollups/read-consumers';
export type { ConsumerDay, ConsumerQuery, PresenceRow } from './rollups/read-consumers';
export { readCallers } from './rollups/read-callers';
export type { CallerCursor, CallerPart, CallerRow, PendingCallers } from './rollups/read-callers';
export { readCallerTimes, type CallerTimes } from './rollups/read-caller-times';
export { readEndpointLatency, readEndpointMinutes, readEndpointSums, readMarks } from './rollups/read-endpoints';
export { readStepCalls, readTierRows } from './rollups/read-tier-rows';
export type { RowsText, StepCallsQuery, TierRowsQuery } from './rollups/read-tier-rows';
export { countRebuilds, noteRebuild } from './rollups/rebuilds';
export { listPendingAmong, readProjectSums } from './rollups/read-projects';
export { countOpenIncidents } from './incidents/count-open-incidents';
export type { EndpointChoice, EndpointMinute, EndpointQuery, OneEndpoint, SumsRow } from './rollups/read-endpoints';
export type { Mark } from './rollups/read-endpoints';
export type { Segment, TierQuery } from './rollups/read-query';
export { readPairCalls, readPairDays } from './rollups/read-pairs';
export type { PairQuery } from './rollups/read-pairs';
export { eachWithinBudget, isOutOfTime, readBreakdown, readRaw, withinBudget } from './search/index';
export type { Breakdown, RawQuery, SearchWindow, Span } from './search/index';
export { countConsumersByStep, countEndpointConsumers } from './rollups/count-consumers';
export { findEndpointNames, findEndpointsById, findLoginEndpointIds, type EndpointName } from './names/find-endpoints';
export { setLoginEndpoint } from './names/set-login-endpoint';
export { findConsumerId, findConsumerNames, findConsumersById, findUserAgents } from './names/find-names';
export type { ConsumerName } from './names/find-names';
export { checkDatabase, DatabaseNotReadyError } from './core/check-database';
export { openChecked } from './core/open-checked';
export { together } from './core/pipelined';
export { readFor } from './core/read-for';
export { rebuildCallerDays, rebuildCallerHours, rebuildConsumerCallers } from './rebuild/rebuild-callers';
export {
  rebuildConsumerDays,
  rebuildConsumerHours,
  rebuildConsumerMinutes,
  rebuildEndpointConsumers,
} from './rebuild/rebuild-consumers';
export { rebuildEndpointDays, rebuildEndpointHours } from './rebuild/rebuild-endpoints';
export { rebuildEndpointHoursOfMinutes, rebuildEndpointMinutes } from './rebuild/rebuild-endpoints';
export type { RebuildScope } from './rebuild/rebuild-scope';
export { repeatably, withSession } from './rebuild/session';
export { countCalls, findCall, findIndexed, scanCalls, walkSpans } from './search/index';
export { isImpossible, onlyFlagged, onlyTraced } from './search/index';
export * as callTail from './search/tail-calls';
export * as savedViews from './views';
export * as stalled from './stalled';
export * as matching from './search/find-matching-names';
export { readCallerMasks, readConsumerMasks, readEndpointMasks, readSlowMasks } from './search/index';
export type { CallCondition, CallCount, CallCursor, CallFilter, CallTest, CountWindow } from './search/index';
export type { FoundCall, HourMask, IndexedWay, MaskClass, MaskQuery, MinuteMask } from './search/index';
export { readFirstCall, readLastMinute } from './rollups/read-first-call';
export {
  countFailedDeliveries,
  countIncidents,
  readDatabaseBytes,
  readLostCalls,
  readSdkHeardAt,
} from './status/read-status';
export { listRepairableProjects, type RepairableProject } from './retention/list-environments';
