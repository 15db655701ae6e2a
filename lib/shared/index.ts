export { AppError, ERROR_STATUS, type ErrorBody, type ErrorCode, type ErrorDetails } from './errors';
export { atLeast, SEVERITIES, worse } from './severity';
export { sparkSteps, type SparkSteps } from './spark';
export type { Severity } from './severity';
export { PERMISSIONS, roleOf, ROLES, SCOPE_PERMISSIONS, type Permission, type Role } from './permissions';
export {
  BACKFILL_AFTER_MS,
  bitsOfMarks,
  CALL_MARKS,
  callMarksOf,
  CONTENT_TYPES,
  contentTypeIn,
  ENDPOINT,
  FLAG,
  LOGIN_OUTCOMES,
  loginOutcomeOf,
  methodIndex,
  METHODS,
  OTHER_ROUTE,
  SIGNAL,
  TRAIT,
} from './call';
export type { CallMark, ContentType, LoginOutcome, Method } from './call';
export { IGNORE_SUGGESTIONS, MOST_ENDPOINTS } from './api/naming';
export type {
  AllowedCallerItem,
  AllowedCallersAnswer,
  CallPattern,
  EndpointChange,
  EndpointChangesAnswer,
  IgnoreRuleItem,
  IgnoreRulesAnswer,
  MatchesAnswer,
  RouteParameterItem,
} from './api/naming';
export type { RateCount, RatePeak, RatePolicyVersion } from './rate';
export type { Signal } from './signal';
export { NOTICE_KINDS, whatHappened, type IncidentNotice, type NoticeKind } from './incident';
export { ALERT_NOTICE_KINDS } from './outbox';
export type {
  AlertNoticeKind,
  AlertPayload,
  IncidentPayload,
  MailPayload,
  MessageKind,
  OutboxPayload,
  TestPayload,
} from './outbox';
export { ALL_CHANNELS, ALL_DETECTORS, type IncidentRuleDefinition } from './rule';
export {
  isSeriesMeasure,
  MAX_THRESHOLD,
  RULE_FILTERS,
  RULE_MEASURES,
  ruleMeasureInfo,
  STATUS_CLASSES,
} from './rule-measures';
export type { MeasureUnit, RuleFilter, RuleMeasure, RuleMeasureInfo, StatusClass } from './rule-measures';
export type { Metric, Observation, ObservationQuery, ObservationSeries } from './observation';
export { ALERT_STATES, MISSING_POLICIES, RULE_STATES } from './api/rules';
export type {
  AlertItem,
  AlertsAnswer,
  AlertState,
  BacktestAnswer,
  BacktestFiring,
  BacktestIncident,
  BacktestInput,
  BacktestPoint,
  BacktestThreshold,
  IncidentRuleItem,
  MetricDefinition,
  MetricRuleItem,
  MissingPolicy,
  NewIncidentRule,
  NewMetricRule,
  NewRule,
  RuleChange,
  RuleCondition,
  RuleFilters,
  RuleItem,
  RulesAnswer,
  RuleState,
  RuleStatus,
} from './api/rules';
export { RATE_KEYS, RATE_LIMITS } from './api/rate-policies';
export type {
  HeadroomKey,
  NewRatePolicy,
  RateHeadroom,
  RateKey,
  RatePoliciesAnswer,
  RatePolicyChange,
  RatePolicyItem,
  RatePolicyWithHeadroom,
  RatePreviewAnswer,
} from './api/rate-policies';
export { LATE_AFTER_SECONDS, MEASURES } from './api/analytics';
export type {
  EndpointItem,
  EndpointsAnswer,
  Measure,
  OverviewAnswer,
  OverviewConsumer,
  OverviewConsumersAnswer,
  OverviewEndpoint,
  OverviewEndpointsAnswer,
  OverviewPoint,
  SeriesAnswer,
  SeriesPoint,
  IngestGapsAnswer,
  StatusAnswer,
  Totals,
} from './api/analytics';
export type {
  BacklogFigures,
  InstanceProblem,
  InstanceProblemCode,
  InstanceStatusAnswer,
  LoopFigures,
  ProcessFigures,
  ProcessItem,
} from './api/instance';
export { CALL_COLUMNS, EXPORT_FORMATS } from './api/calls';
export type {
  CallHistogramAnswer,
  CallHistogramPoint,
  CallItem,
  CallsAnswer,
  ExportFormat,
  TailEvent,
} from './api/calls';
export { CALL_FILTER_COLUMNS } from './call-filter/columns';
export type { CallFilterColumn, CallFilterQuery, CallFilterTerms, Pattern, Span, Terms } from './call-filter/columns';
export { parseCallFilter, type ParsedCallFilter } from './call-filter/parse-call-filter';
export { callFilterOf, exactValue, negatedValue, writeCallFilter } from './call-filter/write-call-filter';
export { VIEW_LIMITS } from './api/views';
export type { NewCallView, CallView, CallViewsAnswer } from './api/views';
export type { CallerItem, CallersAnswer, PlacedCaller, Provider } from './api/callers';
export {
  COMPARISONS,
  comparedEndMs,
  comparisonHead,
  comparisonShiftMs,
  comparisonWords,
  isComparable,
  type Comparison,
} from './comparison';
export type {
  Coming,
  ComingConsumer,
  ConsumerMove,
  EndpointMove,
  Move,
  MoverMeasure,
  MoversAnswer,
} from './api/movers';
export type { ByteSizes, CallKindsAnswer, ClientCount, ClientKind, MethodCount } from './api/call-kinds';
export type { ApiInstance, Deploy, InstancesAnswer } from './api/instances';
export type { CountriesAnswer, CountryItem, NetworkItem, ProviderItem } from './api/places';
export type { BaselineAnswer, BaselinePoint } from './api/baseline';
export type {
  Busiest,
  ConsumerCaller,
  ConsumerDetail,
  ConsumerEndpoint,
  ConsumerItem,
  ConsumerPeriod,
  ConsumerPoint,
  ConsumersAnswer,
  ConsumerTotals,
} from './api/consumers';
export type {
  EndpointBreakdown,
  EndpointCaller,
  EndpointConsumer,
  EndpointDetail,
  EndpointInfo,
  LatencyHeatmap,
  OpenIncident,
  Period,
} from './api/endpoints';
export type {
  LoginAccount,
  LoginCaller,
  LoginCounts,
  LoginEndpoint,
  LoginEntitiesAnswer,
  LoginEntry,
  LoginPoint,
  LoginsAnswer,
} from './api/logins';
export type {
  AttackTimes,
  IncidentAccount,
  IncidentBurst,
  IncidentCaller,
  IncidentChart,
  IncidentDetail,
  IncidentEventItem,
  IncidentFigures,
  IncidentItem,
  IncidentPoint,
  IncidentRate,
  IncidentsAnswer,
  IncidentState,
  KeptCalls,
  StoryLine,
} from './api/incidents';
export type {
  ChannelItem,
  ChannelKind,
  ChannelsAnswer,
  DeliveriesAnswer,
  DeliveryAttempt,
  DeliveryItem,
  DeliveryState,
  MailboxAnswer,
  MailboxItem,
  NewChannelAnswer,
  TestChannelAnswer,
} from './api/notify';
export { KEPT_TIERS } from './api/lifecycle';
export type {
  DeletedTier,
  ErasureItem,
  ErasuresAnswer,
  KeptTier,
  QuotaItem,
  QuotaNotice,
  QuotasAnswer,
  StorageAnswer,
  StoragePreviewAnswer,
  TierItem,
} from './api/lifecycle';
export type {
  EnvironmentItem,
  IngestKeyItem,
  KeysAnswer,
  MeAnswer,
  NewKeyAnswer,
  OrganizationItem,
  ProjectItem,
  ProjectOverviewItem,
  ProjectsAnswer,
  SetUpAnswer,
  SetUpStatusAnswer,
  SignInAnswer,
} from './api/tenancy';
export type {
  ApiTokenItem,
  ApiTokensAnswer,
  EndedSessionsAnswer,
  InvitationItem,
  InvitationsAnswer,
  InvitationView,
  InvitedAnswer,
  JoinedAnswer,
  MemberItem,
  MembersAnswer,
  NewApiTokenAnswer,
  OrganizationDetail,
  ReauthenticatedAnswer,
  RecoveryCodesAnswer,
  SecondFactorItem,
  SessionItem,
  SessionsAnswer,
  TwoFactorEnrolment,
  TwoFactorState,
} from './api/account';
export { canonicalAddress, canonicalCidr, inCidrs, isWiderThan, parseCidrs } from './address';
export type { Cidr } from './address';
export { consumerPage, decodedSegment, nameOfSegment, nameSegment } from './name-segment';
export { isAccountHash, isTraceId, traceIdIn } from './hex-id';
export { isMailAddress, parseMailAddress, parseSender, readSender } from './mail-address';
export type { Sender } from './mail-address';
export { formatAccount } from './format/account';
export { formatBytes } from './format/bytes';
export { formatCountry } from './format/country';
export { pointChange, relativeChange } from './format/change';
export type { Change } from './format/change';
export { formatAgo, formatDuration, formatLatency, formatSpan } from './format/duration';
export { countOf, formatApdex, formatCount, formatRate, formatRatio, formatShort, NO_VALUE } from './format/number';
export { oneLine } from './format/one-line';
export { endpointName, isOther, shownPath } from './format/route';
export {
  formatCondition,
  formatMeasure,
  isNamedAfter,
  MAX_RULE_NAME,
  measureName,
  nameFromSentence,
  ruleSentence,
  thresholdOf,
} from './format/rule';
export { formatDate, formatDay, formatDays, formatExact, formatMoment, formatRange, formatTime } from './format/time';
export type { Instant, TimePrecision } from './format/time';
export { createPlaces, type Places, type Turn } from './places';
export { turn } from './turn';
