import { expect, it } from 'vitest';
import { createGate, type Gate, type Lease } from '../../../../lib/ingest/guard/gate';
import { LIMITS, IN_FLIGHT_BYTES } from '../../../../lib/ingest/limits';
import { Refusal } from '../../../../lib/ingest/pipeline/refusal';

/** A post that took so many bytes; null when it was asked to come back. */
function open(gate: Gate, projectId: number, bytes: number): Lease | null {
  const lease = gate.open();
  try {
    lease.take(bytes, projectId);
    return lease;
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    expect(error.error.status).toBe(503);
    lease.release();
    return null;
  }
}

const fill = (gate: Gate, projectId: number, bytes: number): Lease[] =>
  Array.from({ length: 200 }, () => open(gate, projectId, bytes)).filter((lease) => lease !== null);

it('holds a quarter for a project beside its largest post, and goes on as posts end', () => {
  const gate = createGate(100);
  const [first] = fill(gate, 1, 5);
  expect(gate.heldBytes).toBe(30);
  first?.release();
  expect(gate.heldBytes).toBe(25);
  expect(open(gate, 1, 5)).not.toBeNull();
  expect(open(gate, 1, 5)).toBeNull();
  expect(open(gate, 2, 25)).not.toBeNull(); // its largest
});

it('takes the largest post of each door, packed and inflated, beside the small ones of its project', () => {
  const gate = createGate(IN_FLIGHT_BYTES);
  for (let post = 0; post < 50; post += 1) expect(open(gate, 1, 10_000)).not.toBeNull();
  const lease = gate.open();
  for (const part of [LIMITS.otlpBytes / 2, LIMITS.otlpBytes / 2, LIMITS.otlpBytes]) lease.take(part, 1);
  expect(open(gate, 1, 10_000)).not.toBeNull();
  lease.release();
  expect(gate.heldBytes).toBe(510_000);
});

it('leaves a third to others whatever one project does, and another holds its share of that', () => {
  const gate = createGate(100);
  fill(gate, 1, 60);
  fill(gate, 1, 1);
  expect(gate.heldBytes).toBe(66);
  expect(fill(gate, 2, 1)).toHaveLength(9);
  expect(open(gate, 3, 10)).not.toBeNull();
});

it.each([
  ['many bodies', 100_000],
  ['bodies as large as they get', 20 << 20],
])('a small project is always heard, whatever three others send: %s', (_, bytes) => {
  const gate = createGate(IN_FLIGHT_BYTES);
  for (const size of [bytes, 10_000, 100]) for (const projectId of [1, 2, 3]) fill(gate, projectId, size);
  for (let post = 0; post < 1_000; post += 1) {
    const small = [open(gate, 4, 30_000), open(gate, 4, 200_000)];
    expect(small).not.toContain(null);
    for (const lease of small) lease?.release();
    for (const projectId of [1, 2, 3]) open(gate, projectId, 100);
  }
});

it('gives back all that it took, also of what was refused', () => {
  const gate = createGate(100);
  for (let round = 0; round < 3; round += 1) {
    const leases = [1, 2, 3, 4].flatMap((projectId) => fill(gate, projectId, 7));
    expect(gate.heldBytes).toBeGreaterThan(60);
    for (const lease of [...leases, ...leases]) lease.release();
    expect(gate.heldBytes).toBe(0);
  }
});
