import type { ProcessItem } from '../../lib/shared';

/** A process speaks every 15 s: one that has been silent for longer has ended, or hangs. */
const SILENT_SECONDS = 60;

export const isHeard = ({ silentSeconds }: Pick<ProcessItem, 'silentSeconds'>): boolean =>
  silentSeconds <= SILENT_SECONDS;
