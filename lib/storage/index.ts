export { connect } from './core/connect';
export type { ConnectOptions } from './core/connect';
export type { PrismaTx, Sql, SqlResult, Storage, TransactionOptions, Tx } from './core/storage';
export type { CallRow } from './calls/call-row';
export { announce, TOPICS } from './live/announce';
export type { Announcement, Topic } from './live/announce';
export { listen } from './live/listen';
export type { ListenOptions } from './live/listen';
