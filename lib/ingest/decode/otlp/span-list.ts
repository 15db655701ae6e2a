import { LIMITS } from '../../limits';
import { refusal } from '../../pipeline/refusal';
import { tooMany } from '../columns';
import { isCall, MARKS, type ServerSpan } from './server-span';

/** `SpanKind` of work inside a service, and of spans that answer a request. */
export const INTERNAL = 1;
export const SERVER = 2;
/** `StatusCode` of spans that failed. */
export const ERROR = 2;

/** Inner spans that are looked at for marks, and how many of them may lie between one and the span of the server. */
const INNER_SPANS = 20_000;
const DEEPEST = 16;

const tooManySpans = (): Error =>
  refusal(
    'too_many_spans',
    'too_large',
    `an export holds at most ${LIMITS.spans} spans, with their resources and scopes`,
  );

const keyOf = (span: ServerSpan, id: string): string => `${span.traceId?.toString('hex')}/${id}`;

/**
 * The spans of an export that are calls, and the number of the others. What the API says about a call (its consumer, its
 * login) may stand on a span inside it, since that is the current one in the handlers of some frameworks.
 */
export class SpanList {
  readonly spans: ServerSpan[] = [];
  ignored = 0;
  /** Calls that the export is charged as at least. */
  cost = 0;
  /** Some span may be marked: the ids of spans are needed, and the inner ones. */
  readonly marked: boolean;
  private entries = 0;
  private readonly inner: ServerSpan[] = [];

  constructor(body: Buffer) {
    this.marked = MARKS.some((name) => body.includes(name));
  }

  /** Counts spans, or resources and scopes. Throws a refusal of the whole export when it has too many. */
  count(entries: number): void {
    this.entries += entries;
    if (this.entries > LIMITS.spans) throw tooManySpans();
  }

  /** Throws a refusal of the whole export when it has more calls than a batch holds. */
  add(span: ServerSpan): void {
    if (!isCall(span)) {
      this.ignored += 1;
      return;
    }
    if (this.spans.length === LIMITS.callsPerBatch) throw tooMany();
    this.spans.push(span);
  }

  /** Is an ignored span of this kind worth reading? */
  wantsInner(kind: number): boolean {
    return this.marked && kind === INTERNAL && this.inner.length < INNER_SPANS;
  }

  addInner(span: ServerSpan): void {
    this.inner.push(span);
  }

  /** Gives calls the marks of the spans inside them; a mark of the call's own span counts first. */
  settle(): void {
    const marked = this.inner.filter(({ attributes }) => MARKS.some((name) => attributes.has(name)));
    if (marked.length === 0) return;
    const calls = new Map(this.spans.flatMap((span) => (span.id === '' ? [] : [[keyOf(span, span.id), span]])));
    const inner = new Map(this.inner.map((span) => [keyOf(span, span.id), span]));
    for (const span of marked) {
      let key = keyOf(span, span.parentId);
      for (let up = 0; up < DEEPEST && !calls.has(key); up += 1) key = keyOf(span, inner.get(key)?.parentId ?? '');
      const call = calls.get(key);
      for (const name of call ? MARKS : []) {
        const value = span.attributes.get(name);
        if (call && value !== undefined && !call.attributes.has(name)) call.attributes.set(name, value);
      }
    }
  }
}
