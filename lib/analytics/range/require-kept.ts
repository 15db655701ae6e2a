import { AppError } from '../../shared';
import type { Segment } from '../../storage';

/**
 * Minutes are kept for days only; before that the calls themselves tell, as long as they are kept. Throws `invalid` when a
 * step asks for minutes that are gone from both.
 */
export function requireKept(segments: readonly Segment[], rawSinceMs: number): void {
  const lost = segments.some(({ source, from }) => source === 'raw' && from.getTime() < rawSinceMs);
  if (!lost) return;
  const message = 'step: so far back only whole hours are kept: choose a multiple of 3600, or a later range';
  throw new AppError('invalid', message, { field: 'step' });
}
