import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';

type Tokens = ReadonlyMap<string, string>;

const css = fs.readFileSync(path.join(import.meta.dirname, '../../../app/tokens.css'), 'utf8');
const light = tokensOf(/:root \{([^}]*)\}/);
const dark = tokensOf(/\[data-theme='dark'\] \{([^}]*)\}/);

// Text needs 4.5:1, marks and control borders 3:1 (WCAG 2.2, 1.4.3 and 1.4.11).
const TEXT: [string, string][] = [
  ...['surface', 'bg', 'sunken', 'hover', 'selected'].flatMap((ground): [string, string][] => [
    ['ink', ground],
    ['ink-2', ground],
    ['ink-3', ground],
    ['accent', ground],
  ]),
  ...['attack', 'degraded', 'healthy', 'ackd'].flatMap((state): [string, string][] => [
    [state, 'surface'],
    [state, `${state}-soft`],
    ['ink', `${state}-soft`],
    ['ink-2', `${state}-soft`],
  ]),
  ['on-ink', 'ink'],
  ['on-attack', 'attack'],
  ['on-accent', 'accent'],
];

const MARKS: [string, string][] = [
  ...['control-line', 'focus', 'attack-mark', 'degraded-mark', 'healthy-mark', 'ackd-mark'].map(
    (mark): [string, string] => [mark, 'surface'],
  ),
  ...['series-1', 'series-2', 'series-3', 'series-4', 'series-5', 'pct-50', 'pct-95', 'pct-99'].map(
    (mark): [string, string] => [mark, 'surface'],
  ),
  ['attack-mark', 'excess'],
  ['focus', 'bg'],
];

describe.each([
  ['light', light],
  ['dark', dark],
])('in the %s theme', (_, tokens) => {
  it.each(TEXT)('%s is readable on %s', (text, ground) => {
    expect(contrast(tokens, text, ground)).toBeGreaterThanOrEqual(4.5);
  });

  it.each(MARKS)('%s is seen on %s', (mark, ground) => {
    expect(contrast(tokens, mark, ground)).toBeGreaterThanOrEqual(3);
  });
});

it('has every colour in both themes', () => {
  const colors = [...light].filter(([, value]) => value.startsWith('#')).map(([name]) => name);
  expect(colors.filter((name) => !dark.has(name))).toEqual([]);
});

function tokensOf(block: RegExp): Tokens {
  const body = block.exec(css)?.[1] ?? '';
  return new Map([...body.matchAll(/--([\w-]+): ([^;]+);/g)].map(([, name, value]) => [name ?? '', value ?? '']));
}

/** WCAG contrast ratio of two opaque tokens. */
function contrast(tokens: Tokens, a: string, b: string): number {
  const [low = 0, high = 0] = [luminance(tokens.get(a)), luminance(tokens.get(b))].sort((x, y) => x - y);
  return (high + 0.05) / (low + 0.05);
}

function luminance(hex: string | undefined): number {
  if (!hex?.startsWith('#')) throw new Error(`not a colour: ${hex}`);
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}
