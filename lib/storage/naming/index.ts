export { findNames } from '../dictionaries/resolve-names';
export { endAllowedCaller, insertAllowedCaller, listAllowedCallers, lockAllowedCaller } from './allowed-caller-record';
export type { AllowedCallerRecord } from './allowed-caller-record';
export { countMatching } from './count-matching';
export {
  countLiveEndpoints,
  isShownAs,
  listChangedEndpoints,
  listMergedPaths,
  lockEndpoints,
  separateEndpointRows,
  setEndpointLabel,
  setEndpointsIgnored,
} from './endpoint-record';
export type { ChangedEndpoint, EndpointRecord, MergedPath } from './endpoint-record';
export { readFamilies } from './families';
export type { Families } from './families';
export {
  deleteIgnoreRuleRow,
  insertIgnoreRule,
  listIgnoreRules,
  lockIgnoreRule,
  turnIgnoreRule,
} from './ignore-rule-record';
export type { IgnoreRuleRecord, IgnoreRuleValues, ListedIgnoreRule } from './ignore-rule-record';
export { makeRoutes } from './make-routes';
export type { Learned } from './make-routes';
export { lockMerges, mergeEndpointRows } from './path-endpoints';
export type { PathEndpoint } from './path-endpoints';
export { giveUpRouteParameter, listRouteParameters } from './route-parameters';
export type { RouteParameterRow } from './route-parameters';
export type { IgnoredCount } from './save-ignored';
