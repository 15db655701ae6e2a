import type { WireAccepted } from '../../../sdk/src/wire';
import type { FlushObserver } from '../commit/flusher';
import type { StepObserver } from './steps';

/** Told of everything that is counted. */
export interface IngestObserver extends StepObserver, FlushObserver {
  answered(answer: WireAccepted): void;
  /** Spans that are no calls the API served. */
  ignored(spans: number): void;
}
