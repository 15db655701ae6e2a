import type { ChannelItem } from '../../lib/shared';
import type { State } from '../ui/state/state';

/** Mark and word of a channel's health. */
export const HEALTH: Record<ChannelItem['health']['state'], { state: State; word: string }> = {
  unknown: { state: 'neutral', word: 'Nothing sent yet' },
  healthy: { state: 'healthy', word: 'Works' },
  failing: { state: 'failed', word: 'Failing' },
  disabled: { state: 'silenced', word: 'Turned off' },
};
