/** @typedef {{ passed: number, failed: number, skipped: number }} Counts */
/** @typedef {{ status: string, assertionResults: { status: string }[] }} FileResult */

/**
 * Sums the files of vitest's JSON report. A file that could not be loaded, and an error outside of any test, count as one
 * failure each.
 * @param {FileResult[]} files
 * @param {{ code: number, skipIsFailure: boolean }} options `code`: vitest's exit code
 * @returns {Counts}
 */
export function countResults(files, { code, skipIsFailure }) {
  const count = (/** @type {string[]} */ ...statuses) =>
    files.flatMap((it) => it.assertionResults).filter(({ status }) => statuses.includes(status)).length;
  const broken = files.filter(
    (it) => it.status === 'failed' && !it.assertionResults.some((a) => a.status === 'failed'),
  );
  const skipped = count('skipped', 'pending', 'todo', 'disabled');
  const failed = count('failed') + broken.length + (skipIsFailure ? skipped : 0);
  return { passed: count('passed'), failed: failed === 0 && code !== 0 ? 1 : failed, skipped };
}

/** @param {Counts} counts */
export const closingLine = ({ passed, failed, skipped }) =>
  `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
