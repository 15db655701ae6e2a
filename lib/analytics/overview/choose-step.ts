import type { Range } from '../range/params';

const STEPS = [60, 120, 300, 600, 900, 1800, 3600, 7200, 10_800, 21_600, 43_200, 86_400, 172_800, 604_800];
const POINTS = 120;

/** The smallest usual step, in seconds, that cuts a range into 120 points at most. */
export function chooseStep({ from, to }: Range): number {
  const seconds = (to.getTime() - from.getTime()) / 1000;
  const found = STEPS.find((step) => seconds / step <= POINTS);
  return found ?? Math.ceil(seconds / POINTS / 604_800) * 604_800;
}
