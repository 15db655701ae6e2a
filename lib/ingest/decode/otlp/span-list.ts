import { LIMITS } from '../../limits';
import { tooMany } from '../columns';
import { isCall, type ServerSpan } from './server-span';

/** The spans of an export that are calls, and the number of the others. */
export class SpanList {
  readonly spans: ServerSpan[] = [];
  ignored = 0;

  /** Throws a refusal of the whole export when it has more calls than a batch holds. */
  add(span: ServerSpan): void {
    if (!isCall(span)) {
      this.ignored += 1;
      return;
    }
    if (this.spans.length === LIMITS.callsPerBatch) throw tooMany();
    this.spans.push(span);
  }
}

/** `SpanKind` of spans that answer a request. */
export const SERVER = 2;
/** `StatusCode` of spans that failed. */
export const ERROR = 2;
