/** @typedef {import('./arguments.mjs').SchemaServer} SchemaServer */

/**
 * `schema-engine --datasource … cli can-connect-to-database | create-database | drop-database`.
 * @param {string} command
 * @param {SchemaServer} server
 */
export async function runCommand(command, server) {
  process.stderr.write('\n'); // the command line drops the first line of stderr before it parses the rest
  const known = {
    'can-connect-to-database': server.ping,
    'create-database': server.create,
    'drop-database': server.drop,
  };
  const run = new Map(Object.entries(known)).get(command);
  if (!run) return fail(`unknown command ${command}`);
  try {
    await run();
  } catch (error) {
    const { code, message } = connectionError(error, server);
    fail(message, code);
  }
}

/**
 * @param {unknown} error
 * @param {SchemaServer} server
 */
function connectionError(error, server) {
  const { code, message } = Object(error);
  if (code === '3D000') {
    return {
      code: 'P1003',
      message: `Database \`${server.database}\` does not exist on the database server at \`${server.host}\`.`,
    };
  }
  if (code === '28P01' || code === '28000') {
    return { code: 'P1000', message: `Authentication failed against the database server for \`${server.user}\`.` };
  }
  return { code: 'P1001', message: `Can't reach database server at \`${server.host}\`: ${message || code}` };
}

/**
 * @param {string} message
 * @param {string} [errorCode]
 */
function fail(message, errorCode) {
  const fields = { is_panic: false, error_code: errorCode, message };
  const line = { timestamp: new Date().toISOString(), level: 'ERROR', fields, target: 'schema_engine::logger' };
  process.stderr.write(`${JSON.stringify(line)}\n`);
  process.exitCode = 1;
}
