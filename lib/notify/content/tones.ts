import type { Severity } from '../../shared';
import type { Tone } from './content';

/** How news of each severity is coloured. */
export const TONES: Readonly<Record<Severity, Tone>> = {
  critical: 'attack',
  high: 'attack',
  medium: 'degraded',
  low: 'neutral',
  info: 'neutral',
};
