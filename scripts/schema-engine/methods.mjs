import { bindMigrationAwareSqlAdapterFactory } from '@prisma/driver-adapter-utils';
import { createFactory } from './adapter.mjs';
import { SchemaEngine } from './wasm.mjs';

/** @typedef {import('./arguments.mjs').SchemaServer} SchemaServer */

/** @typedef {(params: object) => Promise<unknown>} Method */

/**
 * The engine's methods by name: those of the WebAssembly engine, and those that it lacks or answers wrongly.
 * @param {[string, string][]} datamodels
 * @param {SchemaServer | undefined} server
 * @returns {(method: string, params: object) => Promise<unknown>}
 */
export function createMethods(datamodels, server) {
  /** @type {object | undefined} */
  let engine;
  const call = async (/** @type {string} */ method, /** @type {object} */ params) => {
    const opened = engine ?? (await openEngine(datamodels, server));
    engine = opened;
    return Reflect.apply(Reflect.get(opened, method), opened, [params]);
  };
  // evaluateDataLoss and createMigration look at the schema that the migrations lead to, but are not given the shadow
  // database; devDiagnostic is, and leaves its answer in the engine's cache
  const primed = async (/** @type {string} */ method, /** @type {object} */ params) => {
    const { migrationsList, filters } = Object(params);
    await call('devDiagnostic', { migrationsList, filters });
    return call(method, params);
  };
  /** @type {Map<string, Method>} */
  const own = new Map(
    Object.entries({
      createDatabase: async () => {
        await server?.create();
        return { databaseName: server?.database };
      },
      // the engine's own reset empties the schema "public" only
      reset: async () => {
        engine = undefined;
        await server?.drop();
        await server?.create();
        return null;
      },
      getDatabaseVersion: (params) => call('version', params),
      evaluateDataLoss: (params) => primed('evaluateDataLoss', params),
      createMigration: (params) => primed('createMigration', params),
    }),
  );
  return (method, params) => own.get(method)?.(params) ?? call(method, params);
}

/**
 * @param {[string, string][]} datamodels
 * @param {SchemaServer | undefined} server
 */
async function openEngine(datamodels, server) {
  const factory = server && bindMigrationAwareSqlAdapterFactory(createFactory(server));
  // its types ask for a factory, but without a database it works with none
  return Reflect.apply(SchemaEngine.new, SchemaEngine, [
    { datamodels: datamodels.length > 0 ? datamodels : undefined },
    () => {},
    factory,
  ]);
}
