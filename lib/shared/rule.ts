import type { NoticeKind } from './incident';
import type { Severity } from './severity';

/** What an incident rule subscribes to. */
export interface IncidentRuleDefinition {
  /** Detector ids, or `all` alone. */
  detectors: string[];
  minSeverity: Severity;
  events: NoticeKind[];
  /** Slug of one environment; null = all but archives. */
  environment: string | null;
}

/** In a rule's `channels`: every enabled channel, those made later included. */
export const ALL_CHANNELS = 'all';
/** In a rule's `detectors`. */
export const ALL_DETECTORS = 'all';
