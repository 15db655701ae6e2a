export { getSeries, seriesInput } from './series/get-series';
export type { SeriesInput } from './series/get-series';
export { endpointsInput, getEndpoints } from './endpoints/get-endpoints';
export type { EndpointsInput } from './endpoints/get-endpoints';
export { callsInput } from './search/call-params';
export type { CallsInput } from './search/call-params';
export { getCalls } from './search/get-calls';
