import { describe, expect, it } from 'vitest';
import { foldRoute, learnParameters, routeParameters, type RouteParameter } from '../../../../lib/formats';

interface Seen {
  route: string;
  calls: number;
  days: number;
  pinned: boolean;
}

const seen = (route: string, calls = 1, pinned = false): Seen => ({ route, calls, days: 1, pinned });
const word = (number: number): string =>
  number.toString(26).replace(/./g, (digit) => 'abcdefghijklmnopqrstuvwxyz'.charAt(parseInt(digit, 26)));
const words = (count: number): string[] => Array.from({ length: count }, (_, at) => `w${word(at + 26)}`);
const learn = (routes: Seen[], known: RouteParameter[] = []): RouteParameter[] => learnParameters(routes, known);
const folded = (route: string, routes: Seen[]): string => foldRoute(route, routeParameters(learn(routes)));

/** A generator that gives the same numbers for the same seed. */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

/** Routes of calls drawn from a vocabulary, the n-th of its words a share of 1/n. */
function drawn(vocabulary: readonly string[], calls: number, seed: number): Seen[] {
  const random = randomFrom(seed);
  const weights = vocabulary.map((_, at) => 1 / (at + 1));
  const all = weights.reduce((sum, weight) => sum + weight, 0);
  const counts = new Map<string, number>();
  for (let call = 0; call < calls; call += 1) {
    let left = random() * all;
    const at = weights.findIndex((weight) => (left -= weight) <= 0);
    const route = `/api/${vocabulary[Math.max(0, at)]}`;
    counts.set(route, (counts.get(route) ?? 0) + 1);
  }
  return [...counts].map(([route, count]) => seen(route, count));
}

describe('a place in paths becomes a parameter by what is seen across calls', () => {
  it('many values, each called once', () => {
    const routes = words(60).map((name) => seen(`/users/${name}`));
    expect(folded('/users/grace', routes)).toBe('/users/:name');
    expect(folded('/teams/grace', routes)).toBe('/teams/grace');
  });

  it('what comes below it is seen together', () => {
    const routes = words(60).flatMap((name) => [seen(`/users/${name}/orders`), seen(`/users/${name}/files/${name}`)]);
    expect(folded('/users/grace/orders', routes)).toBe('/users/:name/orders');
    expect(folded('/users/grace/files/taxes', routes)).toBe('/users/:name/files/:name');
  });

  it('it is called as the shape of some values already says', () => {
    const routes = [seen('/users/:id', 10), ...words(60).map((name) => seen(`/users/${name}`))];
    expect(folded('/users/grace', routes)).toBe('/users/:id');
  });

  it('titles, files and languages take fewer values', () => {
    const titles = words(40).map((name) => seen(`/shop/${name}-shoes`));
    expect(folded('/shop/red-boots', titles)).toBe('/shop/:slug');
    expect(folded('/shop/cart', titles)).toBe('/shop/cart');
    const files = words(45).map((name) => seen(`/reports/${name}.pdfx`));
    expect(folded('/reports/march.pdfx', files)).toBe('/reports/:file');
    const languages = ['en', 'de', 'fr-CA'].flatMap((name) => [seen(`/${name}/about`, 90), seen(`/${name}/help`, 90)]);
    expect(folded('/pt-BR/about', languages)).toBe('/:locale/about');
    expect(folded('/admin/about', languages)).toBe('/admin/about');
  });
});

describe('what an API chose to call its parts stays as it is', () => {
  it.each([1, 2, 3, 4, 5, 6, 7, 8])('60 resources, whenever one looks (seed %i)', (seed) => {
    for (const calls of [50, 100, 150, 200, 400, 800, 3_000]) {
      expect(learn(drawn(words(60), calls, seed))).toEqual([]);
    }
  });

  it('actions beside values, values with a tenth of the calls, and what a person marked', () => {
    const routes = [
      ...words(60).map((name) => seen(`/users/${name}`)),
      seen('/users/export', 2),
      seen('/users/everyone', 400),
      seen('/users/auditor', 1, true),
    ];
    expect(folded('/users/export', routes)).toBe('/users/export');
    expect(folded('/users/me', routes)).toBe('/users/me');
    expect(folded('/users/everyone/roles', routes)).toBe('/users/everyone/roles');
    expect(folded('/users/auditor', routes)).toBe('/users/auditor');
  });

  it('what is called much more than what comes and goes, however small its share', () => {
    const parts = words(30).map((name) => seen(`/api/p${name}`, 50));
    const routes = [...parts, ...words(200).map((name) => seen(`/api/${name}`))];
    const parameters = routeParameters(learn(routes));
    expect(parts.filter(({ route }) => foldRoute(route, parameters) !== route)).toEqual([]);
    expect(foldRoute('/api/grace', parameters)).toBe('/api/:name');
  });

  it('what one kind keeps is folded by no other kind of its place', () => {
    const files = words(30).map((name) => seen(`/docs/${name}.md`));
    const names = words(60).map((name) => seen(`/docs/${name}`));
    const all = [...files, ...names, seen('/docs/readme.md', 1, true)];
    expect(folded('/docs/readme.md', all)).toBe('/docs/readme.md');
    expect([folded('/docs/other.md', all), folded('/docs/other', all)]).toEqual(['/docs/:file', '/docs/:name']);
  });

  it('values that are all called much are no parts of the API', () => {
    const customers = words(320).map((name) => seen(`/users/${name}`, 100));
    expect(learn(customers)).toEqual([{ prefix: '/users', kind: 'name', name: ':name', kept: [] }]);
  });

  it('in the first segment, what is called day after day', () => {
    const routes = [{ ...seen('/refunds', 5), days: 3 }, ...words(200).map((name) => seen(`/${name}`))];
    expect(folded('/refunds', routes)).toBe('/refunds');
    expect(folded('/grace', routes)).toBe('/:name');
  });

  it('the first segment takes three times as many values', () => {
    expect(learn(words(60).map((name) => seen(`/${name}`)))).toEqual([]);
    expect(
      folded(
        '/grace',
        words(130).map((name) => seen(`/${name}`)),
      ),
    ).toBe('/:name');
  });
});

describe('a decision stays', () => {
  it('what is known is not decided again, and templates are never folded', () => {
    const routes = words(60).map((name) => seen(`/users/${name}`));
    const known = learn(routes);
    expect(learn(routes, known)).toEqual([]);
    expect(foldRoute('/users/:name', routeParameters(known))).toBe('/users/:name');
    expect(foldRoute('/users/:id/a', routeParameters(known))).toBe('/users/:id/a');
  });

  it('the order of the calls decides nothing', () => {
    const routes = words(80).flatMap((name) => [seen(`/users/${name}/a`), seen(`/files/${name}.zipx`)]);
    expect(learn(routes.toReversed())).toEqual(learn(routes));
  });

  it('random paths of any depth come to a few templates', () => {
    const random = randomFrom(7);
    const routes = Array.from({ length: 4_000 }, () =>
      seen(
        `/${Array.from({ length: 1 + Math.floor(random() * 4) }, () => `w${word(Math.floor(random() * 1e9))}`).join('/')}`,
      ),
    );
    const parameters = routeParameters(learn(routes));
    expect(new Set(routes.map(({ route }) => foldRoute(route, parameters))).size).toBeLessThanOrEqual(10);
  });
});
