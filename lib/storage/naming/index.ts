export { findNames } from '../dictionaries/resolve-names';
export { makeRoutes } from './make-routes';
export type { Learned } from './make-routes';
export type { PathEndpoint } from './path-endpoints';
export { listRouteParameters } from './route-parameters';
export type { RouteParameterRow } from './route-parameters';
export type { IgnoredCount } from './save-ignored';
