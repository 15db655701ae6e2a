/** A reader that takes nothing for so long has left without saying so. */
const STALLED_MS = 120_000;

export interface Streamed {
  /** The parts of the answer; each is made when the reader has taken the one before. */
  parts: AsyncGenerator<string>;
  /** Called once: at the end, when the reader leaves, and when a part could not be made. */
  onEnd(): void;
  stalledMs?: number;
}

/** A stream that holds one part at a time and makes none before it is read. */
export function streamOf({ parts, onEnd, stalledMs = STALLED_MS }: Streamed): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  let timer: NodeJS.Timeout | undefined;
  const end = (): void => {
    clearTimeout(timer);
    onEnd();
  };
  const waitForReader = (controller: ReadableStreamDefaultController<Uint8Array>): void => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      controller.error(new Error('the reader of an export takes nothing any more'));
      end();
      void parts.return(undefined); // it waits between two parts: nothing is under way
    }, stalledMs).unref();
  };
  const source: UnderlyingDefaultSource<Uint8Array> = {
    start: waitForReader,
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
        waitForReader(controller);
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
