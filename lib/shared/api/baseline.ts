/** Calls of a step that are usual at its time; null where too little of the past is known. */
export interface BaselinePoint {
  at: string;
  /** All but one step in a thousand have at least `low` calls, and all but one at most `high`. */
  low: number | null;
  usual: number | null;
  high: number | null;
}

/** What is usual for each step of a range, by the hours of the four weeks before it. */
export interface BaselineAnswer {
  from: string;
  to: string;
  stepSeconds: number;
  /** Which hours the last point is held against: those of the same weekday, or, while fewer weeks are known, of all workdays or all weekend days. */
  like: 'weekday' | 'kind of day' | null;
  /** Days of the past that the last point is made from: 7 to 28. */
  days: number | null;
  /** When the first point will have a baseline; null when some has one already, and when nothing is known of the past. */
  readyAt: string | null;
  points: BaselinePoint[];
}
