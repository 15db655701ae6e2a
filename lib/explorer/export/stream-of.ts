/** A reader that takes nothing for so long has left without saying so; one that never begins wanted the head alone. */
const STALLED_MS = 120_000;
const UNREAD_MS = 10_000;

const WAITS = { unreadMs: UNREAD_MS, stalledMs: STALLED_MS };

export interface Streamed {
  /** The parts of the answer; each is made when the reader has taken the one before. */
  parts: AsyncGenerator<string>;
  /** Called once: at the end, when the reader leaves, and when a part could not be made. */
  onEnd(): void;
  waits?: { unreadMs: number; stalledMs: number };
}

/** A stream that holds one part at a time and makes none before it is read. */
export function streamOf({ parts, onEnd, waits = WAITS }: Streamed): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  let timer: NodeJS.Timeout | undefined;
  const end = (): void => {
    clearTimeout(timer);
    onEnd();
  };
  const waitForReader = (controller: ReadableStreamDefaultController<Uint8Array>, ms: number): void => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      controller.error(new Error('the reader of an export takes nothing any more'));
      end();
      void parts.return(undefined); // it waits between two parts: nothing is under way
    }, ms).unref();
  };
  const source: UnderlyingDefaultSource<Uint8Array> = {
    start: (controller) => waitForReader(controller, waits.unreadMs),
    async pull(controller) {
      clearTimeout(timer);
      try {
        const { done, value } = await parts.next();
        if (done) {
          end();
          controller.close();
          return;
        }
        controller.enqueue(encoder.encode(value));
        waitForReader(controller, waits.stalledMs);
      } catch (error) {
        end();
        throw error;
      }
    },
    async cancel() {
      end();
      await parts.return(undefined);
    },
  };
  return new ReadableStream(source, { highWaterMark: 0 });
}
