#!/usr/bin/env node
// Stands in for Prisma's native schema engine: its JSON-RPC over standard input and output, answered by the WebAssembly
// engine. `prisma.config.ts` points PRISMA_SCHEMA_ENGINE_BINARY here, so that `prisma migrate` needs no download.
import { createInterface } from 'node:readline';
import { acceptInternalChar } from './schema-engine/adapter.mjs';
import { readArguments, serverOf } from './schema-engine/arguments.mjs';
import { runCommand } from './schema-engine/commands.mjs';
import { createMethods } from './schema-engine/methods.mjs';
import { lastPanic, version } from './schema-engine/wasm.mjs';

/** @type {unknown} */
let currentId;

/** @param {object} message */
const line = (message) => `${JSON.stringify({ jsonrpc: '2.0', ...message })}\n`;

/** @param {unknown} error */
function errorAnswer(error) {
  const { code = Object(error).error_code, message, meta = null } = Object(error);
  const data = {
    is_panic: lastPanic() !== '',
    message: lastPanic() || message || String(error),
    meta,
    error_code: typeof code === 'string' && /^P\d/.test(code) ? code : null,
  };
  return { code: 4466, message: 'An error happened. Check the data field for details.', data };
}

/**
 * A trap in the engine arrives as an uncaught error; without an answer the command line would exit silently with 0.
 * @param {unknown} error
 */
function answerTrap(error) {
  if (currentId === undefined) process.exit(101);
  process.stdout.write(line({ id: currentId, error: errorAnswer(error) }), () => process.exit(0));
}

/** @param {ReturnType<typeof createMethods>} call */
function serve(call) {
  let prints = 0;
  let queue = Promise.resolve();
  const answer = async (/** @type {{ id: unknown, method: string, params: object }} */ { id, method, params }) => {
    currentId = id;
    try {
      const result = await call(method, params);
      // the native engine prints a diff through a "print" request to the command line
      const content = Object(result).stdout;
      if (method === 'diff' && content) {
        process.stdout.write(line({ id: (prints += 1), method: 'print', params: { content } }));
      }
      process.stdout.write(line({ id, result: result ?? null }));
    } catch (error) {
      process.stdout.write(line({ id, error: errorAnswer(error) }));
    }
  };
  const input = createInterface({ input: process.stdin, crlfDelay: Infinity });
  input.on('line', (text) => {
    const message = text.trim() === '' ? {} : JSON.parse(text);
    if (message.method) queue = queue.then(() => answer(message)); // the rest answers our "print"
  });
  input.on('close', () => queue.then(() => process.exit(0)));
}

if (process.argv.includes('--version')) {
  console.log(`schema-engine-cli ${version()}`);
} else {
  acceptInternalChar();
  const { datamodels, url, command } = readArguments(process.argv.slice(2));
  const server = url ? serverOf(url) : undefined;
  if (command && server) {
    await runCommand(command, server);
  } else {
    process.on('uncaughtException', answerTrap).on('unhandledRejection', answerTrap);
    serve(createMethods(datamodels, server));
  }
}
