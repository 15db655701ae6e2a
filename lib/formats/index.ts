export { foldPath } from './fold-path';
