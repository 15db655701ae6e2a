import { expect, test } from 'vitest';
import { redactAccount, redactConsumer } from '../../../../../lib/projects/erasure/redact';

test('a consumer goes from texts where its name stands alone, and stays inside other words', () => {
  const { words } = redactConsumer('acme');
  expect(words('acme is over its limit')).toBe('erased consumer is over its limit');
  expect(['acme', 'acme2', 'pacme', 'acme-eu'].map(words)).toEqual([
    'erased consumer',
    'acme2',
    'pacme',
    'erased consumer-eu',
  ]);
});

test('where a consumer and nothing else stands, the one of this name is meant, and none whose name begins alike', () => {
  const { consumer } = redactConsumer('acme');
  expect(['acme', 'acme-eu', 'by acme'].map(consumer)).toEqual(['erased consumer', 'acme-eu', 'by acme']);
});

test('names with signs of expressions, JSON and HTML are found in each of them', () => {
  const name = 'a.b (c) & "d"';
  const { texts, words } = redactConsumer(name);
  expect(words('from a.b (c) &amp; &quot;d&quot; today')).toBe('from erased consumer today');
  expect(words('axb (c) & "d"')).toBe('axb (c) & "d"');
  expect(texts.some((text) => JSON.stringify({ name }).includes(text))).toBe(true);
});

const small = (url: string): string => url.replaceAll(/%../g, (sign) => sign.toLowerCase());

test.each([
  ['consumer=', (name: string) => new URLSearchParams([['', name]]).toString().slice(1)],
  ['next=%2F', (name: string) => encodeURIComponent(name)],
  ['next=%2f', (name: string) => small(encodeURIComponent(name))],
  ['https://shop.example/users/', (name: string) => encodeURI(name)],
])('a name is found behind %s as URLs have it there', (before, encode) => {
  for (const name of ['alice+1@example.com', "Zoë O'Neil & sons", '100% (a/b)']) {
    const { texts, words } = redactConsumer(name);
    const url = `${before}${encode(name)}&page=2`;
    expect(texts.some((text) => url.includes(text))).toBe(true);
    expect(decodeURIComponent(words(url))).toBe(`${decodeURIComponent(before)}erased consumer&page=2`);
  }
});

test('in a URL the name inside a longer word stays, also behind a letter that is not of the alphabet', () => {
  const { words } = redactConsumer('acme');
  expect(words('q=%C3%A9acme&r=acme2&consumer=acme')).toBe('q=%C3%A9acme&r=acme2&consumer=erased%20consumer');
});

test('a consumer called as a part of the erased name is erased once, however often it is gone through', () => {
  for (const name of ['consumer', 'erased', 'erased consumer']) {
    const { words } = redactConsumer(name);
    const once = words(`seen: ${name}, twice`);
    expect(once).toBe('seen: erased consumer, twice');
    expect(words(once)).toBe(once);
  }
});

test('in HTML a name goes from texts and links; tags, attributes and styles that are called alike stay', () => {
  const { html } = redactConsumer('style');
  expect(html('<style>p{}</style><p style="margin:0">style</p><a href="/calls?a=1&amp;consumer=style&amp;b=2">')).toBe(
    '<style>p{}</style><p style="margin:0">erased consumer</p><a href="/calls?a=1&amp;consumer=erased%20consumer&amp;b=2">',
  );
});

test('an account is stood in for, in full and as people see it', () => {
  const { words } = redactAccount('7f3a'.padEnd(32, '0'), '91bc'.padEnd(32, '1'));
  expect(words(`${'7f3a'.padEnd(32, '0')} is acct_7f3a…`)).toBe(`${'91bc'.padEnd(32, '1')} is acct_91bc…`);
});
