export { AxesChart } from './axes-chart';
export { DrawnLines } from './drawn-lines';
