import { expect, it } from 'vitest';
import { deployLabels } from '../../../../components/charts/scale/deploy-labels';

const plot = { left: 46, right: 446, x: (at: number) => 46 + at };
const deploy = (at: number, version = '2f81c4e') => ({ key: String(at), at, version, label: version });
const textsOf = (...input: Parameters<typeof deployLabels>) => deployLabels(...input).map(({ text }) => text);

it('says the version before each arrow that has room, and keeps the arrow where it has none', () => {
  expect(textsOf(plot, [deploy(300), deploy(100)], [])).toEqual(['2f81c4e', '2f81c4e']);
  expect(textsOf(plot, [deploy(100), deploy(120)], [])).toEqual(['2f81c4e', '']);
  expect(textsOf(plot, [deploy(5)], [])).toEqual(['']);
});

it('leaves words out that would print over the label of an incident', () => {
  expect(textsOf(plot, [deploy(200)], [{ left: 210, right: 240 }])).toEqual(['']);
  expect(textsOf(plot, [deploy(200)], [{ left: 300, right: 340 }])).toEqual(['2f81c4e']);
});

it('draws no arrow outside of the plot and shortens long versions', () => {
  expect(deployLabels(plot, [deploy(-10), deploy(500)], [])).toEqual([]);
  expect(textsOf(plot, [deploy(200, '2f81c4e0aa91')], [])).toEqual(['2f81c4e']);
});
