/** @typedef {Record<string, { version?: string }>} LockedPackages `packages` of package-lock.json, by path */

/**
 * Packages of the lock file that are older than the oldest version without a known advisory, wherever they are nested.
 * @param {LockedPackages} packages
 * @param {Record<string, string>} floor
 * @returns {string[]} one line each
 */
export function belowFloor(packages, floor) {
  return Object.entries(packages).flatMap(([path, { version }]) => {
    const name = path.replace(/^.*node_modules\//, '');
    const minimum = floor[name];
    if (minimum === undefined || version === undefined || isAtLeast(version, minimum)) return [];
    return [`${path}: ${version} is below ${minimum}`];
  });
}

/**
 * Compares the three numbers; a pre-release counts as older than its release.
 * @param {string} version
 * @param {string} minimum
 */
function isAtLeast(version, minimum) {
  const [have, want] = [version, minimum].map((text) => text.split(/[.+-]/).slice(0, 3).map(Number));
  for (const i of [0, 1, 2]) {
    const difference = (have?.[i] ?? 0) - (want?.[i] ?? 0);
    if (difference !== 0) return difference > 0;
  }
  return !version.includes('-');
}
