import pg, { type Connection } from 'pg';

const COPY_DATA = 0x64;
const COPY_DONE = Buffer.of(0x63, 0, 0, 0, 4);
const LENGTH_BYTES = 4;

function headerOf(chunk: Buffer): Buffer {
  const header = Buffer.allocUnsafe(1 + LENGTH_BYTES);
  header[0] = COPY_DATA;
  header.writeInt32BE(chunk.length + LENGTH_BYTES, 1);
  return header;
}

/**
 * `COPY … FROM STDIN` as a query of pg; being one, it may stand among pipelined statements, as long as all its data is written in
 * the same turn. Data follows the statement without waiting for the answer to it, which costs a
 * turn of a busy loop; what comes after an error the database ignores. `finished` rejects with the database's error.
 */
export class CopyIn extends pg.Query {
  readonly finished: Promise<void>;
  failed = false;
  private connection: Connection | undefined;
  private settle: { resolve(): void; reject(error: unknown): void } | undefined;

  constructor(text: string) {
    super(text);
    this.submit = (connection) => this.begin(connection, text);
    this.finished = new Promise((resolve, reject) => (this.settle = { resolve, reject }));
    this.finished.catch(() => undefined); // heard by whoever awaits it, which may be a little later
  }

  write(chunk: Buffer): void {
    this.send([headerOf(chunk), chunk]);
  }

  /** Sends the last chunk. */
  end(chunk: Buffer): void {
    this.send([headerOf(chunk), chunk, COPY_DONE]);
  }

  private send(pieces: readonly Buffer[]): void {
    const stream = this.connection?.stream;
    if (this.failed || !stream?.writable) return;
    stream.cork();
    for (const piece of pieces) stream.write(piece);
    stream.uncork();
  }

  /** What is written in the same turn goes with the statement in one system call. */
  private begin(connection: Connection, text: string): void {
    this.connection = connection;
    connection.stream.cork();
    connection.query(text);
    process.nextTick(() => connection.stream.uncork());
  }

  // what pg calls

  handleError(error: unknown): void {
    this.failed = true;
    this.settle?.reject(error);
  }

  handleReadyForQuery(): void {
    this.settle?.resolve();
  }

  handleCopyInResponse(): void {
    // the data is under way already
  }

  handleCommandComplete(): void {
    // ReadyForQuery follows
  }
}
