import type { FlushObserver } from '../commit/flusher';
import type { StepObserver } from './steps';

/** Told of everything that is counted. */
export interface IngestObserver extends StepObserver, FlushObserver {
  accepted(calls: number): void;
  rejected(code: string): void;
  duplicate(): void;
}
