import { randomUUID } from 'node:crypto';
import { PrismaPg } from '@prisma/adapter-pg';
import { ColumnTypeEnum } from '@prisma/driver-adapter-utils';
import pg from 'pg';

const INTERNAL_CHAR_OID = 18;
const TEXT_OID = 25;

/** @typedef {{ dataTypeID: number, isInternalChar?: boolean }} Field */
/** @typedef {{ handleRowDescription: (message: { fields: Field[] }) => void }} RowReader a pg.Query, as it is inside */

/**
 * @typedef {object} Queryable the inside of an adapter or a transaction of the stock pg adapter
 * @property {(query: unknown) => Promise<{ columnTypes: number[] }>} queryRaw
 * @property {(io: unknown) => Promise<{ fields: Field[] }>} performIO
 */

/**
 * @typedef {object} Inside of an adapter
 * @property {(...args: unknown[]) => Promise<Queryable>} startTransaction
 * @property {(sql: string) => Promise<void>} executeScript
 * @property {{ query: (sql: string) => Promise<unknown> }} client
 * @property {(error: unknown) => void} onError
 */

/**
 * @typedef {object} Server
 * @property {string} database
 * @property {string} schema
 * @property {(database: string) => string} urlOf
 * @property {(sql: string) => Promise<void>} run a statement outside the database of the schema
 */

/**
 * The stock pg adapter refuses Postgres' internal "char" (pg_class.relkind and the like), which the engine's catalog queries
 * select: it is let pass as text and labelled as a character afterwards.
 */
export function acceptInternalChar() {
  /** @type {RowReader} */
  const prototype = Object(pg.Query.prototype);
  const original = prototype.handleRowDescription;
  prototype.handleRowDescription = function handleRowDescription(message) {
    for (const field of message.fields) {
      if (field.dataTypeID !== INTERNAL_CHAR_OID) continue;
      field.dataTypeID = TEXT_OID;
      field.isInternalChar = true;
    }
    original.call(this, message);
  };
}

/**
 * Adapter factory with what the engine needs and the stock one lacks.
 * @param {Server} server
 */
export function createFactory(server) {
  const factory = new PrismaPg({ connectionString: server.urlOf(server.database) }, { schema: server.schema });
  const connect = factory.connect.bind(factory);
  factory.connect = async () => repair(await connect());
  // the stock one, given a connection string, hands back the main database
  factory.connectToShadowDb = async () => {
    const shadow = `prisma_migrate_shadow_db_${randomUUID()}`;
    await server.run(`create database "${shadow}"`);
    const adapter = repair(await new PrismaPg({ connectionString: server.urlOf(shadow) }).connect());
    const dispose = adapter.dispose.bind(adapter);
    adapter.dispose = async () => {
      await dispose();
      await server.run(`drop database if exists "${shadow}" with (force)`);
    };
    return adapter;
  };
  return factory;
}

/**
 * @template T
 * @param {T} adapter
 * @returns {T}
 */
function repair(adapter) {
  /** @type {Queryable & Inside} */
  const inside = Object(adapter);
  const { startTransaction } = inside;
  inside.startTransaction = async (...args) => labelChars(await startTransaction.apply(inside, args));
  // the stock one splits the script at every ";", also inside $$ bodies
  inside.executeScript = async (sql) => {
    try {
      await inside.client.query(sql);
    } catch (error) {
      inside.onError(error);
    }
  };
  labelChars(inside);
  return adapter;
}

/**
 * @param {Queryable} queryable
 * @returns {Queryable}
 */
function labelChars(queryable) {
  const { performIO, queryRaw } = queryable;
  queryable.queryRaw = async (query) => {
    /** @type {Field[]} */
    let fields = [];
    const spied = async (/** @type {unknown} */ io) => {
      const result = await performIO.call(queryable, io);
      fields = result.fields;
      return result;
    };
    const answer = await queryRaw.call(Object.create(queryable, { performIO: { value: spied } }), query);
    fields.forEach((field, i) => {
      if (field.isInternalChar) answer.columnTypes[i] = ColumnTypeEnum.Character;
    });
    return answer;
  };
  return queryable;
}
