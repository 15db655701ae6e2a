/**
 * The environment of a child process, without what is undefined. (Next's types demand NODE_ENV of every one.)
 * @param {Record<string, string | undefined>} variables
 * @returns {NodeJS.ProcessEnv}
 */
export function childEnv(variables) {
  return Object(Object.fromEntries(Object.entries(variables).filter(([, value]) => value !== undefined)));
}
