import tar from 'tar-stream';

/** @typedef {{ header: import('tar-stream').Header, chunks: AsyncIterable<Buffer> }} TarEntry */

/**
 * The entries of a tar, one after the other, read no faster than they are taken. Throws what the source throws.
 * @param {import('node:stream').Readable} source
 * @returns {AsyncGenerator<TarEntry>}
 */
export async function* readTar(source) {
  const extract = tar.extract();
  const feeding = feed(extract, source).catch((/** @type {Error} */ error) => extract.destroy(error));
  try {
    for await (const entry of extract) {
      const chunks = buffersOf(entry);
      yield { header: entry.header, chunks };
      for await (const rest of chunks) void rest; // the next one comes when this one is read
    }
  } finally {
    extract.destroy();
    source.destroy();
    await feeding;
  }
}

/**
 * @param {import('tar-stream').Extract} extract
 * @param {AsyncIterable<Buffer>} chunks
 */
async function feed(extract, chunks) {
  for await (const chunk of chunks) {
    if (extract.destroying) return;
    if (!extract.write(chunk)) await drained(extract);
  }
  extract.end(undefined);
}

/** @param {AsyncIterable<unknown>} chunks */
async function* buffersOf(chunks) {
  for await (const chunk of chunks) if (Buffer.isBuffer(chunk)) yield chunk;
}

/**
 * Resolves when more may be written, or when the stream is over.
 * @param {import('tar-stream').Extract} extract
 * @returns {Promise<void>}
 */
function drained(extract) {
  return new Promise((resolve) => {
    const done = () => {
      extract.off('drain', done);
      extract.off('close', done);
      resolve();
    };
    extract.on('drain', done);
    extract.on('close', done);
  });
}
