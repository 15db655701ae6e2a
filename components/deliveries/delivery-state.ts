import type { DeliveryState } from '../../lib/shared';
import type { State } from '../ui/state/state';

/** The mark and the word of each state of a delivery. */
export const DELIVERY_MARKS: Record<DeliveryState, State> = {
  sent: 'healthy',
  queued: 'waiting',
  retrying: 'degraded',
  failed: 'failed',
};
export const DELIVERY_WORDS: Record<DeliveryState, string> = {
  sent: 'Delivered',
  queued: 'Waiting',
  retrying: 'Retrying',
  failed: 'Not delivered',
};
