export { getSeries, seriesInput } from './series/get-series';
export type { SeriesInput } from './series/get-series';
