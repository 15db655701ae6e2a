import type { BaselineAnswer } from '../../shared';

export const HOUR_MS = 3_600_000;
export const DAY_MS = 24 * HOUR_MS;
const WEEK_DAYS = 7;
export const LEARNING_DAYS = 7;
export const PAST_DAYS = 28;
/** Over so many hours before it an hour's level is compared. */
export const LEVEL_HOURS = 72;
/** Fewer hours of one weekday tell less than those of all days of its kind. */
const ENOUGH_OF_WEEKDAY = 8;
/** Of fewer hours nothing is said. */
const LEAST_HOURS = 5;
/** An hour and its neighbours are alike. */
const AROUND = [-1, 0, 1];

/** Calls of an hour by its start in epoch ms; null for one of which they are not known. */
export type CallsOfHour = (startMs: number) => number | null;

const isWeekend = (ms: number): boolean => [0, 6].includes(new Date(ms).getUTCDay());

function known(callsOf: CallsOfHour, starts: readonly number[]): number[] {
  return starts.flatMap((start) => callsOf(start) ?? []);
}

const past = (startMs: number, days: readonly number[]): number[] =>
  days.flatMap((day) => AROUND.map((hours) => startMs - day * DAY_MS + hours * HOUR_MS));

const WEEKS = [1, 2, 3, 4].map((weeks) => weeks * WEEK_DAYS);
const DAYS = Array.from({ length: PAST_DAYS }, (_, index) => index + 1);

export interface LikeHours {
  like: NonNullable<BaselineAnswer['like']>;
  calls: number[];
}

/**
 * Calls of the hours that an hour is held against, from the four weeks before it: the same hour of its weekday with an hour
 * on either side; where fewer than eight of these are known, the same of all workdays or all weekend days (UTC). Null for less
 * than five.
 */
export function likeHours(startMs: number, callsOf: CallsOfHour): LikeHours | null {
  const ofWeekday = known(callsOf, past(startMs, WEEKS));
  if (ofWeekday.length >= ENOUGH_OF_WEEKDAY) return { like: 'weekday', calls: ofWeekday };
  const weekend = isWeekend(startMs);
  const days = DAYS.filter((day) => isWeekend(startMs - day * DAY_MS) === weekend);
  const calls = known(callsOf, past(startMs, days));
  return calls.length >= LEAST_HOURS ? { like: 'kind of day', calls } : null;
}
