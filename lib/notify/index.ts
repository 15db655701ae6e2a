export { createQueues } from './deliver/queues';
export type { Queues } from './deliver/queues';
export { recordOutcome } from './deliver/record-outcome';
export { sendMessage } from './deliver/send-message';
export type { Senders } from './deliver/send-message';
export { createSenders } from './deliver/senders';
export type { SenderSettings } from './deliver/senders';
