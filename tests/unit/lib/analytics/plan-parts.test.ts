import fc from 'fast-check';
import { expect, test } from 'vitest';
import { EVERY_PART } from '../../../../lib/stats';
import { commonSpans, HourMasks } from '../../../../lib/analytics/search/hour-masks';
import { pagesOf, planParts } from '../../../../lib/analytics/search/plan-parts';

const HOUR = 1_763_978_400; // 2025-11-24T10:00:00Z
const density = { scanRows: 50_000, walkRows: 200_000 };
const EVERY = new Uint16Array(60).fill(EVERY_PART);

/** Hours of so many calls each, every minute with a match. */
function masksOf(calls: readonly number[], matches: number) {
  const [all, filter] = [new HourMasks(), new HourMasks()];
  calls.forEach((count, index) => {
    const hour = HOUR + index * 3_600;
    all.add(hour, count, EVERY);
    filter.add(hour, matches, EVERY);
  });
  return { all, filters: [filter] };
}

const hours = fc.array(fc.integer({ min: 1, max: 40_000_000 }), { minLength: 1, maxLength: 5 });
const pageOf = (calls: readonly number[]) => ({
  from: new Date(HOUR * 1000 + 90_500),
  to: new Date((HOUR + calls.length * 3_600) * 1000 - 61_250),
});

test('the parts of a dense scan cover the page from its end without gap, none expected to read much more than its bound', () => {
  fc.assert(
    fc.property(hours, (calls) => {
      const page = pageOf(calls);
      const parts = planParts(page, masksOf(calls, 40_000_000), { wanted: 50, density });
      expect(parts[0]?.to).toEqual(page.to);
      expect(parts.at(-1)?.from).toEqual(page.from);
      parts.forEach((part, index) => {
        expect(part.from.getTime()).toBeLessThan(part.to.getTime());
        if (index > 0) expect(part.to).toEqual(parts[index - 1]?.from);
        const seconds = (part.to.getTime() - part.from.getTime()) / 1000;
        const rows = (Math.max(...calls) / 3_600) * seconds;
        const alone = calls.length === 1 && seconds > 2;
        if (alone) expect(rows).toBeLessThanOrEqual(2 * density.scanRows + Math.max(...calls) / 3_600);
      });
    }),
  );
});

test('a walk visits every minute once, newest first, and cuts those of very many calls into pieces', () => {
  fc.assert(
    fc.property(hours, (calls) => {
      const page = pageOf(calls);
      const parts = planParts(page, masksOf(calls, 1), { wanted: 1_000_000, density });
      const seen = parts.flatMap(({ from, to, spans }) =>
        spans
          ? spans.map(({ at, seconds }): [number, number] => [at * 1000, (at + seconds) * 1000])
          : [[from.getTime(), to.getTime()] as [number, number]],
      );
      const [newest, oldest] = [seen[0]?.[1] ?? 0, seen.at(-1)?.[0] ?? 0];
      expect(newest).toBeGreaterThanOrEqual(page.to.getTime());
      expect(oldest).toBeLessThanOrEqual(page.from.getTime());
      seen.forEach(([, end], index) => index > 0 && expect(end).toBe(seen[index - 1]?.[0]));
      for (const { to, spans } of parts) {
        expect(to.getTime()).toBeLessThanOrEqual(((spans?.[0]?.at ?? Infinity) + 60) * 1000);
        const rows = (spans ?? []).map(({ at }) => (calls[Math.floor((at - HOUR) / 3_600)] ?? 0) / 60);
        expect(rows.reduce((sum, count) => sum + count, 0)).toBeLessThanOrEqual(density.walkRows);
      }
    }),
  );
});

test('as many minutes are visited at once as should hold what is wanted, then twice as many; the first part, that no budget ends, is small', () => {
  const sizesOf = (hour: number, wanted: number) =>
    planParts(pageOf([hour, hour, hour]), masksOf([hour, hour, hour], 60), { wanted, density }).map(
      ({ spans }) => spans?.length,
    );
  expect(sizesOf(150_000, 51)).toEqual([8, 47, 55, 64, 4]);
  expect(sizesOf(3_000, 10)).toEqual([14, 14, 28, 56, 64, 2]);
  expect(sizesOf(3_000, 1_000)).toEqual([64, 64, 50]);
});

test('pages of a day, a week and the rest cover a range without gap', () => {
  const range = { from: new Date('2026-10-01T00:10:00Z'), to: new Date('2026-11-24T10:17:30Z') };
  const pages = pagesOf(range);
  expect(pages).toHaveLength(3);
  expect([pages[0]?.to, pages.at(-1)?.from]).toEqual([range.to, range.from]);
  pages.forEach((page, index) => index > 0 && expect(page.to).toEqual(pages[index - 1]?.from));
});

test('calls that stand among many others of their minute are looked for in its parts alone', () => {
  const all = new HourMasks();
  const [rare, other] = [new HourMasks(), new HourMasks()];
  all.add(HOUR, 150_000, EVERY);
  rare.addMinute(HOUR / 60 + 7, 2, 0b1000000110);
  rare.addMinute(HOUR / 60 + 9, 1, EVERY_PART);
  expect(commonSpans([rare])).toEqual([
    { at: HOUR + 540, seconds: 60 },
    { at: HOUR + 474, seconds: 6 },
    { at: HOUR + 426, seconds: 12 },
  ]);
  other.addMinute(HOUR / 60 + 7, 5, 0b0000000100);
  expect(commonSpans([rare, other])).toEqual([{ at: HOUR + 432, seconds: 6 }]);
  const page = { from: new Date(HOUR * 1000), to: new Date((HOUR + 3_600) * 1000) };
  const [part] = planParts(page, { all, filters: [rare] }, { wanted: 50, density });
  expect(part).toEqual({
    from: new Date((HOUR + 426) * 1000),
    to: new Date((HOUR + 600) * 1000),
    spans: commonSpans([rare]),
  });
});

test('what is frequent is read in the order of the index, what is not by the spans that hold it', () => {
  const dense = masksOf([150_000], 150_000);
  expect(planParts(pageOf([150_000]), dense, { wanted: 50, density })[0]?.spans).toBeNull();
  const seldom = masksOf([150_000], 3_000);
  expect(planParts(pageOf([150_000]), seldom, { wanted: 50, density })[0]?.spans).toHaveLength(5);
});
