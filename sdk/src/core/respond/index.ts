export { ActionTable } from './table';
