import type { ServerResponse } from 'node:http';

export interface EventStream {
  projectId: number;
  /** User or token: each may hold 4 streams, whatever they tell. */
  holder: string;
  /** May the holder know what happens to the instance? */
  instanceAdmin: boolean;
  response: ServerResponse;
  /** Is the session or token still good, and the project still theirs? */
  stillAllowed(): Promise<boolean>;
}

const STREAMS_PER_HOLDER = 4;
const HEARTBEAT_MS = 15_000;
/** A revoked stream must end within 5 s. */
const RECHECK_MS = 4_000;
/** A reader this far behind is cut; it reconnects and refetches. */
const BACKLOG_BYTES = 64 << 10;

/** Answers of this process that are streams of server-sent events, of hints and of calls alike. */
export class EventStreams {
  private readonly streams = new Set<EventStream>();
  private readonly timers: NodeJS.Timeout[];

  constructor(private readonly onError: (error: unknown) => void) {
    this.timers = [
      setInterval(() => this.beat(), HEARTBEAT_MS).unref(),
      setInterval(() => void this.recheck(), RECHECK_MS).unref(),
    ];
  }

  /** Takes the answer over; false when the holder has 4 streams already. */
  open(stream: EventStream): boolean {
    if (stream.response.destroyed) return true; // the reader left meanwhile: no close would ever give the place back
    const held = [...this.streams].filter(({ holder }) => holder === stream.holder).length;
    if (held >= STREAMS_PER_HOLDER) return false;
    const { response } = stream;
    response.writeHead(200, {
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store',
      'x-accel-buffering': 'no',
    });
    response.write('retry: 2000\n\n');
    this.streams.add(stream);
    response.once('close', () => this.streams.delete(stream));
    return true;
  }

  send({ response }: EventStream, text: string): void {
    if (response.writableLength > BACKLOG_BYTES) response.destroy();
    else response.write(text);
  }

  /** Ends every stream. */
  close(): void {
    for (const timer of this.timers) clearInterval(timer);
    for (const { response } of this.streams) response.end();
    this.streams.clear();
  }

  private beat(): void {
    for (const stream of this.streams) this.send(stream, ': beat\n\n');
  }

  private async recheck(): Promise<void> {
    const check = async ({ response, stillAllowed }: EventStream): Promise<void> => {
      if (!(await stillAllowed())) response.end();
    };
    const results = await Promise.allSettled([...this.streams].map(check));
    for (const result of results) if (result.status === 'rejected') this.onError(result.reason);
  }
}
