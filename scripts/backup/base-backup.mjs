import { Readable } from 'node:stream';
import pg from 'pg';

/**
 * The files of a running Postgres as one tar, read by its own command for that: it knows which files belong to a backup,
 * checks the checksums of the pages, writes `backup_label` and adds the WAL from begin to end.
 */
const BASE_BACKUP = `BASE_BACKUP (LABEL 'callwatch', CHECKPOINT 'fast', PROGRESS true, WAL true, MANIFEST 'no')`;
/** Keeps the WAL from now on. Bound to the session: it is gone with the connection, however that ends. */
const KEEP_WAL = `CREATE_REPLICATION_SLOT callwatch_backup_${process.pid} TEMPORARY PHYSICAL (RESERVE_WAL)`;

/**
 * Opens a backup of the whole cluster. The server begins it on the first read; ending the connection ends it, unharmed.
 * @param {string} superUrl
 */
export async function openBaseBackup(superUrl) {
  const client = new pg.Client({ connectionString: `${superUrl}?replication=true`, connectionTimeoutMillis: 10_000 });
  client.on('error', () => {}); // a connection that is lost fails the command it is lost in
  await client.connect();
  try {
    await client.query(KEEP_WAL);
    return { tar: client.query(new BaseBackup()), close: () => client.end() };
  } catch (error) {
    await client.end();
    throw error;
  }
}

/** One BASE_BACKUP command: a stream of its tar, as fast as it is read. */
export class BaseBackup extends Readable {
  /** Estimate of all files without the WAL, known when the first bytes come. */
  sizeBytes = 0;
  /** @type {pg.Connection | undefined} */
  #connection;
  #rows = 0;

  /** @param {pg.Connection} connection */
  submit(connection) {
    this.#connection = connection;
    connection.query(BASE_BACKUP);
  }

  /** @override */
  _read() {
    this.#connection?.stream.resume();
  }

  handleRowDescription() {}

  handleCommandComplete() {}

  /**
   * The first row tells where the WAL of the backup begins, the second the size of the cluster in KiB, the last its end.
   * @param {{ fields: unknown[] }} row
   */
  handleDataRow({ fields }) {
    this.#rows += 1;
    if (this.#rows === 2) this.sizeBytes = Number(fields[2]) * 1024;
  }

  /**
   * A letter tells what the rest is: `d` data, `n` the name of the archive that begins, `p` progress.
   * @param {{ chunk: Buffer }} message
   */
  handleCopyData({ chunk }) {
    if (String.fromCharCode(chunk[0] ?? 0) !== 'd') return;
    const copy = Buffer.from(chunk.subarray(1)); // pg's parser uses the memory again
    if (!this.push(copy)) this.#connection?.stream.pause();
  }

  /** @param {Error} error */
  handleError(error) {
    this.destroy(error);
  }

  handleReadyForQuery() {
    this.push(null);
  }
}
