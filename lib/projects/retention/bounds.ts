import { z } from 'zod';
import { projectParam } from '../../access';
import { AppError, type KeptTier } from '../../shared';
import type { retention } from '../../storage';

/** Fewest and most days of each. Minutes are what rules are tried on; nobody keeps them for longer than 15 days. */
export const BOUNDS: Readonly<Record<KeptTier, { least: number; most: number }>> = {
  calls: { least: 1, most: 400 },
  minutes: { least: 2, most: 15 },
  hours: { least: 7, most: 1_827 },
  days: { least: 30, most: 3_660 },
};

const days = (tier: KeptTier) => {
  const { least, most } = BOUNDS[tier];
  return z
    .number('must be a number of days')
    .int('must be whole days')
    .min(least, `must be at least ${least} ${least === 1 ? 'day' : 'days'}`)
    .max(most, `must be at most ${most.toLocaleString('en-US')} days`)
    .optional();
};

const keptDays = { calls: days('calls'), minutes: days('minutes'), hours: days('hours'), days: days('days') };

export const storageInput = z.object({ projectId: projectParam });
export const previewInput = z.object({ projectId: projectParam, ...keptDays });
export const changeInput = z.object({ projectId: projectParam, ...keptDays, confirmed: z.boolean().default(false) });

export type KeptDays = Record<KeptTier, number>;

export const toDays = ({ retentionDays, minuteDays, hourDays, dayDays }: retention.Keeps): KeptDays => ({
  calls: retentionDays,
  minutes: minuteDays,
  hours: hourDays,
  days: dayDays,
});

export const toKeeps = ({ calls, minutes, hours, days: dayDays }: KeptDays): retention.Keeps => ({
  retentionDays: calls,
  minuteDays: minutes,
  hourDays: hours,
  dayDays,
});

function refuse(tier: KeptTier, fault: string): never {
  throw new AppError('invalid', `${tier}: ${fault}`, { field: tier, fields: { [tier]: fault } });
}

/** Hours are the index of the calls, and the days of the hours. Throws `invalid`. */
export function requireOrder({ calls, minutes, hours, days: dayDays }: KeptDays): void {
  if (hours < calls) refuse('hours', `must be at least the ${calls} days of calls, which are found by them`);
  if (hours < minutes) refuse('hours', `must be at least the ${minutes} days of minutes`);
  if (dayDays < hours) refuse('days', `must be at least the ${hours} days of hours`);
}
