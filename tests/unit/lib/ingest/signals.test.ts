import { expect, test } from 'vitest';
import { boundSignals, createSignalBudget } from '../../../../lib/ingest/commit/signals';
import { SIGNAL, TRAIT } from '../../../../lib/shared';
import type { SignalRow } from '../../../../lib/storage';

const PER_SECOND = 20;
let nowMs = 0;

let id = 0n;
const signal = (kind: number, traits = 0): SignalRow => ({
  projectId: 1,
  id: (id += 1n),
  flushNo: 1n,
  atUs: 0,
  kind,
  environmentId: 1,
  endpointId: 1,
  consumerId: 0,
  userAgentId: 0,
  status: 401,
  traits,
  caller: null,
  accountHash: null,
  value: null,
});
const many = (count: number, kind: number, traits?: number): SignalRow[] =>
  Array.from({ length: count }, () => signal(kind, traits));

test('history that is sent in takes half of the signals of a second at most, so that an attack is seen beside it', () => {
  const budget = createSignalBudget(PER_SECOND, () => nowMs);
  const past = many(50, SIGNAL.login, TRAIT.backfill);
  expect(boundSignals(past, budget)).toEqual({ kept: past.slice(0, 10), lost: 40 });
  const attack = many(10, SIGNAL.login);
  expect(boundSignals(attack, budget)).toEqual({ kept: attack, lost: 0 });
  expect(boundSignals(many(1, SIGNAL.login), budget).lost).toBe(1);
  nowMs += 1_000;
  expect(boundSignals(many(1, SIGNAL.login), budget).lost).toBe(0);
});

test('of one flush live signals are kept before history, and login attempts before others', () => {
  const budget = createSignalBudget(PER_SECOND, () => nowMs + 5_000);
  const [past, others, logins] = [
    many(30, SIGNAL.login, TRAIT.backfill),
    many(15, SIGNAL.rateLimited),
    many(8, SIGNAL.login),
  ];
  const { kept, lost } = boundSignals([...past, ...others, ...logins], budget);
  expect(kept).toEqual([...logins, ...others.slice(0, 12)]);
  expect(lost).toBe(33);
});
