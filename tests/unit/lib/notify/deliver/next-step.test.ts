import { describe, expect, it } from 'vitest';
import { nextStep } from '../../../../../lib/notify/deliver/next-step';
import type { Step } from '../../../../../lib/notify/deliver/next-step';
import type { Fault, Outcome } from '../../../../../lib/notify/deliver/outcome';
import { retryAfterMs } from '../../../../../lib/notify/deliver/retry-after';

const START = Date.parse('2026-11-24T13:00:00Z');
const rejected = (fault: Fault, retryAfter: number | null = null): Outcome => ({
  accepted: false,
  status: 503,
  durationMs: 3,
  response: null,
  error: 'answered 503',
  fault,
  retryAfterMs: retryAfter,
});
const step = (outcome: Outcome, attemptsBefore: number, change: Partial<Parameters<typeof nextStep>[0]> = {}) =>
  nextStep({
    outcome,
    attemptsBefore,
    firstAttemptAt: new Date(START),
    once: false,
    now: new Date(START),
    random: 0,
    ...change,
  });
const waitOf = ({ nextAttemptAt }: Step): number | null =>
  nextAttemptAt === null ? null : (nextAttemptAt.getTime() - START) / 1_000;

/** Runs a whole life of refusals, each attempt at its time; returns the times in seconds since the first. */
function attemptsOf(fault: Fault): number[] {
  const times = [0];
  for (;;) {
    const now = new Date(START + (times.at(-1) ?? 0) * 1_000);
    const next = step(rejected(fault), times.length - 1, { now });
    if (next.state !== 'retrying') return times;
    times.push((next.nextAttemptAt.getTime() - START) / 1_000);
  }
}

describe('a message that was not accepted', () => {
  it('is tried at 0 s and after 5 s, 5 min, 30 min, 2 h, 5 h, 10 h, 10 h, then given up', () => {
    const times = attemptsOf('temporary');
    const waits = times.slice(1).map((at, index) => at - (times[index] ?? 0));
    expect(waits).toEqual([5, 300, 1_800, 7_200, 18_000, 36_000, 36_000]);
  });

  it('waits up to 10 % longer, so that many do not come back at once', () => {
    expect(waitOf(step(rejected('temporary'), 0, { random: 0.5 }))).toBe(5.25);
    expect(waitOf(step(rejected('temporary'), 1, { random: 0.999 }))).toBeCloseTo(329.97);
  });

  it('waits as long as the receiver asks, never shorter than the schedule', () => {
    expect(waitOf(step(rejected('temporary', 60_000), 0))).toBe(60);
    expect(waitOf(step(rejected('temporary', 1_000), 1))).toBe(300);
  });

  it('is tried for 30 minutes when the receiver refuses it', () => {
    expect(attemptsOf('refused')).toEqual([0, 5, 305, 1_800]);
  });

  it('ends at once at 410, and turns the channel off', () => {
    expect(step(rejected('gone'), 0)).toEqual({ state: 'failed', nextAttemptAt: null, disableChannel: true });
  });

  it('ends at once when it cannot be sent, or was a test', () => {
    expect(step(rejected('unsendable'), 0)).toMatchObject({ state: 'failed', disableChannel: false });
    expect(step(rejected('temporary'), 0, { once: true })).toMatchObject({ state: 'failed', disableChannel: false });
  });
});

describe('Retry-After', () => {
  const now = new Date(START);
  it.each([
    ['120', 120_000],
    ['0', 0],
    ['Tue, 24 Nov 2026 13:00:30 GMT', 30_000],
    ['Tue, 24 Nov 2026 12:00:00 GMT', 0],
    ['999999999', 86_400_000],
    ['soon', null],
    ['-5', null],
    ['', null],
  ])('%s', (header, expected) => expect(retryAfterMs(header, now)).toBe(expected));

  it('is nothing when there is none', () => expect(retryAfterMs(null, now)).toBeNull());
});
