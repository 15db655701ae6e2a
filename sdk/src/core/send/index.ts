export { Transport } from './transport';
