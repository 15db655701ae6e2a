import { expect, test } from 'vitest';
import { spellsAt, spellsOf } from '../../../demo/history/spells';

const DAY_MS = 24 * 3_600_000;
const days = Array.from({ length: 14 }, (_, index) => Date.UTC(2026, 10, 12) + index * DAY_MS);

test('a spell lies within its day, is the same each time it is asked for, and runs from its begin to before its end', () => {
  const spells = days.flatMap((dayMs) => spellsOf(dayMs).map((spell) => ({ dayMs, spell })));
  expect(spells.length).toBeGreaterThan(5);
  for (const { dayMs, spell } of spells) {
    expect(spell.fromMs).toBeGreaterThanOrEqual(dayMs);
    expect(spell.toMs).toBeLessThanOrEqual(dayMs + DAY_MS);
    expect(spellsAt(spell.fromMs)).toContainEqual(spell);
    expect(spellsAt(spell.toMs)).not.toContainEqual(spell);
  }
});
