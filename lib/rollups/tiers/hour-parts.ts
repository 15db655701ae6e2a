import { packHourParts } from '../../stats';

const MINUTES_PER_HOUR = 60;

/** In which parts of the minutes of their hours rows have calls. */
export class HourParts {
  private readonly hours: Uint16Array[] = [];

  add(row: number, minute: number, parts: number): void {
    const hour = (this.hours[row] ??= new Uint16Array(MINUTES_PER_HOUR));
    hour[minute] = (hour[minute] ?? 0) | parts;
  }

  packed(row: number): string {
    return packHourParts(this.hours[row] ?? new Uint16Array(MINUTES_PER_HOUR));
  }
}
