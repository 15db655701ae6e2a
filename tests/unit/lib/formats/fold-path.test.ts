import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { foldPath } from '../../../../lib/formats';

describe('folding a raw path into a route', () => {
  it.each([
    ['/users/42', '/users/:id'],
    ['/users/42/orders/1042/', '/users/:id/orders/:id'],
    ['/users/550e8400-e29b-41d4-a716-446655440000', '/users/:id'],
    ['/files/9f86d081884c7d659a2feaa0c55ad015', '/files/:id'],
    ['/o/507f1f77bcf86cd799439011', '/o/:id'],
    ['/charges/ch_1a2b3c4d', '/charges/:id'],
    ['/orders/order-1042', '/orders/:id'],
    ['/u/01ARZ3NDEKTSV4RRFFQ69G5FAV', '/u/:id'],
    ['/people/ada@example.com', '/people/:id'],
    ['/people/ada%40example.com', '/people/:id'],
    ['/report/2026-11-24', '/report/:id'],
    ['/api/v1/search?q=shoes&page=2', '/api/v1/search'],
    ['/oauth2/token', '/oauth2/token'],
    ['//double//slash', '/double/slash'],
    ['/deadline/defaced', '/deadline/defaced'],
    ['/%E0%A4%A', '/%E0%A4%A'],
    ['/', '/'],
    ['', '/'],
  ])('%s → %s', (path, route) => {
    expect(foldPath(path)).toBe(route);
  });
});

describe('folding pages of a site', () => {
  it.each([
    ['/blog/2015/05/17/why-we-moved', '/blog/:year/:month/:day/:slug'],
    ['/blog/2015/05/17/moved.html', '/blog/:year/:month/:day/:slug'],
    ['/blog/2015/05/', '/blog/:year/:month'],
    ['/blog/2009/May/12', '/blog/:year/:month/:day'],
    ['/orders/2015', '/orders/:id'],
    ['/blog/tags/puppet', '/blog/tags/:name'],
    ['/blog/tags/X11', '/blog/tags/:name'],
    ['/categories/list', '/categories/list'],
    ['/articles/ssh-security/', '/articles/:slug'],
    ['/articles/search', '/articles/search'],
    ['/help/how-to-reset-a-password', '/help/:slug'],
    ['/shop/blue-shoes-42-large', '/shop/:slug'],
    ['/blog/geekery/ssl-latency.html', '/blog/geekery/:slug'],
    ['/blog/geekery/185.html', '/blog/geekery/:id'],
    ['/about/index.html', '/about/index.html'],
    ['/terms-of-service', '/terms-of-service'],
    ['/users/me/reset-password', '/users/me/reset-password'],
    ['/odata/Products(17)', '/odata/Products(:id)'],
  ])('%s → %s', (path, route) => {
    expect(foldPath(path)).toBe(route);
  });
});

describe('folding files', () => {
  it.each([
    ['/favicon.ico', '/favicon.ico'],
    ['/style2.css', '/style2.css'],
    ['/main.3f2a1b9c.js', '/:file'],
    ['/images/web/2009/banner.png', '/images/:file'],
    ['/talks/logstash-scale11x/images/a__b.png', '/talks/:slug/images/:file'],
    ['/static/js/main.3f2a1b9c.chunk.js', '/static/:file'],
    ['/projects/keynav/demo-thumb.png', '/projects/keynav/:file'],
    ['/files/logstash/docs/index.html', '/files/:file'],
    ['/wp-content/plugins/gallery/run.php', '/wp-content/plugins/gallery/run.php'],
    ['/report/final.json', '/report/final.json'],
  ])('%s → %s', (path, route) => {
    expect(foldPath(path)).toBe(route);
  });
});

describe('folding what probes ask for', () => {
  it.each([
    ['/wp-login.php', '/wp-login.php'],
    ['/../../etc/passwd', '/*'],
    ['/cgi-bin/%2e%2e/%2E%2E/bin/sh', '/cgi-bin/*'],
    ['/./a/./b', '/a/b'],
    ['/search/<script>alert(1)</script>', '/search/:id/:id'],
    ['/%00%0a', '/:id'],
    [`/${'A'.repeat(5_000)}`, '/:id'],
    [`/x/${'/%41%42%43'.repeat(40)}`, '/x' + '/%41%42%43'.repeat(15) + '/*'],
  ])('%s → %s', (path, route) => {
    expect(foldPath(path)).toBe(route);
  });
});

describe('a folded path', () => {
  const words = fc.constantFrom(
    'users',
    'tags',
    'blog',
    'images',
    '2015',
    '05',
    '17',
    'a-b-c.html',
    'x.png',
    '..',
    '%2f',
  );
  const paths = fc
    .array(fc.oneof(words, fc.string({ unit: 'grapheme' })), { maxLength: 24 })
    .map((all) => `/${all.join('/')}`);

  it('gives the same template for the same path, whatever its query', () => {
    fc.assert(
      fc.property(paths, (path) => {
        const route = foldPath(path);
        expect(foldPath(path)).toBe(route);
        expect(foldPath(`${path}?page=2`)).toBe(foldPath(path.replace(/[?#;].*/s, '')));
      }),
    );
  });

  it('bounds the number of segments and the length', () => {
    expect(foldPath('/a'.repeat(1_000)).length).toBeLessThan(64);
    fc.assert(
      fc.property(fc.array(fc.string({ maxLength: 200 }), { maxLength: 60 }), (all) => {
        expect(foldPath(`/${all.map(encodeURIComponent).join('/')}`).length).toBeLessThanOrEqual(260);
      }),
    );
  });
});
