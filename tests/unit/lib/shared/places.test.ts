import { expect, test } from 'vitest';
import { createPlaces, type Places, type Turn } from '../../../../lib/shared';

const turnOf = (holder: string, lane: string, item: string): Turn<string> => ({ holder, lane, item });

/** Items that get a place, as they are in turn. */
function taken(places: Places<string>): string[] {
  const items: string[] = [];
  for (let turn = places.take(); turn; turn = places.take()) items.push(turn.item);
  return items;
}

test('one lane has half of the places at most, and the last one is for a holder that has none', () => {
  const places = createPlaces<string>(6);
  for (const lane of ['a', 'b', 'c']) for (const n of [1, 2, 3, 4, 5]) places.wait(turnOf('we', lane, `${lane}${n}`));
  expect(taken(places)).toEqual(['a1', 'b1', 'c1', 'a2', 'b2']);
  places.wait(turnOf('they', 'x', 'x1'));
  places.wait(turnOf('they', 'x', 'x2'));
  expect(taken(places)).toEqual(['x1']);
});

test('lanes take turns as places are given back, however many wait in one', () => {
  const places = createPlaces<string>(1);
  for (const item of ['a1', 'a2', 'a3']) places.wait(turnOf('we', 'a', item));
  places.wait(turnOf('they', 'x', 'x1'));
  const order: string[] = [];
  for (let turn = places.take(); turn; turn = places.take()) {
    order.push(turn.item);
    places.give(turn);
  }
  expect(order).toEqual(['a1', 'x1', 'a2', 'a3']);
});

test('who leaves the line is passed over, and counts no more', () => {
  const places = createPlaces<string>(1);
  const impatient = turnOf('we', 'a', 'a1');
  places.wait(impatient);
  places.wait(turnOf('we', 'a', 'a2'));
  places.leave(impatient);
  places.leave(impatient);
  expect([places.waiting(), places.waiting('a'), places.waiting('x')]).toEqual([1, 1, 0]);
  expect(taken(places)).toEqual(['a2']);
  expect(places.waiting()).toBe(0);
});
