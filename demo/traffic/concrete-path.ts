import { skewed, type Random } from '../random';

const PRODUCTS = 480;
const TERMS = ['lamp', 'desk', 'chair', 'oak table', 'rug', 'shelf', 'mirror', 'sofa', 'blue vase', 'clock'];
const UNKNOWN = [
  '/favicon.ico',
  '/robots.txt',
  '/v1',
  '/v2/products',
  '/admin',
  '/wp-login.php',
  '/.env',
  '/index.php',
];

const one = (random: Random, items: readonly string[]): string => items[skewed(random, items.length)] ?? '';

/** A path that a client would ask for under the route template. */
export function concretePath(random: Random, route: string): string {
  if (route.includes(':sku')) return route.replace(':sku', `SKU-${1000 + skewed(random, PRODUCTS)}`);
  if (route.includes(':id')) return route.replace(':id', String(1 + skewed(random, PRODUCTS)));
  return route === '/v1/search' ? `${route}?q=${encodeURIComponent(one(random, TERMS))}` : route;
}

/** A path that the shop does not have, as bots try them. */
export function unknownPath(random: Random): string {
  return one(random, UNKNOWN);
}
