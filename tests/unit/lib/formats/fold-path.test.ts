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

  it('bounds the number of segments', () => {
    expect(foldPath('/a'.repeat(1_000)).length).toBeLessThan(64);
  });
});
