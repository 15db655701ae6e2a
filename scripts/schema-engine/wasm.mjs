// Loads Prisma's schema engine from its WebAssembly package. The package's entry point imports the .wasm as an ES module,
// which Node does not do, so it is instantiated by hand.
import fs from 'node:fs';
import { fileURLToPath } from 'node:url';
import * as bindings from '@prisma/schema-engine-wasm/schema_engine_bg';

let panicMessage = '';

/** What the engine said when it panicked, or ''. */
export const lastPanic = () => panicMessage;

const registry = {
  /** @param {string} message */
  set_message: (message) => {
    panicMessage = message;
  },
};
Object.assign(globalThis, { PRISMA_WASM_PANIC_REGISTRY: registry });

const script = fileURLToPath(import.meta.resolve('@prisma/schema-engine-wasm/schema_engine_bg'));
const bytes = fs.readFileSync(script.replace(/\.js$/, '.wasm'));
const { instance } = await WebAssembly.instantiate(bytes, { './schema_engine_bg.js': { ...bindings } });
bindings.__wbg_set_wasm(instance.exports);
/** @type {() => void} */ (instance.exports.__wbindgen_start)();

export const { SchemaEngine, version } = bindings;
