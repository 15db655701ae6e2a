const RESTARTS = 5;
const WITHIN_MS = 60_000;

/**
 * Counts the ends of something that is started again each time.
 * @returns {(nowMs: number) => boolean} notes an end, and says whether it is the sixth within a minute: time to give up
 */
export function countEnds() {
  /** @type {number[]} */
  let ends = [];
  return (nowMs) => {
    ends = [...ends.filter((at) => nowMs - at < WITHIN_MS), nowMs];
    return ends.length > RESTARTS;
  };
}
