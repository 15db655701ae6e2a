import { LIMITED, STATUS_ROUTE } from './endpoints';

/** Addresses are `before`, 1 … `hosts`, `after`. Of documentation ranges, but for customers, who live in countries. */
interface Network {
  before: string;
  hosts: number;
  after: string;
}

/** Who uses the shop's API: consumers with the clients and networks that their calls come from. */
export interface ShopClient {
  /** Null: it says no name. */
  consumer: string | null;
  weight: number;
  userAgents: readonly string[];
  /** A customer has one of them, by number. */
  networks: readonly Network[];
  /** `as-people`: whatever the shop has, by weight, signing in as a customer; `unknown-paths`: what it does not have. */
  asks: 'as-people' | 'unknown-paths' | readonly string[];
}

const inNetwork = (network: string, hosts: number, first = ''): Network[] => [
  { before: `${network}.${first}`, hosts, after: '' },
];

/** Where customers live: networks of large access providers, most in Germany. */
const AT_HOME = [
  '87.128.17',
  '80.108.40',
  '91.0.62',
  '90.12.8',
  '87.150.93',
  '145.53.21',
  '178.196.5',
  '91.0.140',
  '83.4.77',
].flatMap((network) => inNetwork(network, 220));

const ON_THE_MOVE = ['2003:c0:', '2a01:cb00:', '2003:d6:', '2a02:8388:', '2a02:a210:', '2003:e1:', '2a02:1810:'].map(
  (before): Network => ({ before, hosts: 200, after: '::1' }),
);

const CHROME = 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36';
const SAFARI =
  'Mozilla/5.0 (Macintosh; Intel Mac OS X 15_6) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.0 Safari/605.1.15';
const FIREFOX = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:144.0) Gecko/20100101 Firefox/144.0';

/** Polls stock in bursts and does not wait when the limiter says so; its other calls are ordinary. */
export const PARTNER: ShopClient = {
  consumer: 'partner-sync',
  weight: 3,
  userAgents: ['partner-sync/2.3'],
  networks: inNetwork('192.0.2', 1, '4'),
  asks: ['/v1/products', '/v1/products/:id', '/v1/orders'],
};

/** Asks once a minute, day and night. */
export const UPTIME: ShopClient = {
  consumer: 'uptime-check',
  weight: 0,
  userAgents: ['uptime-check/1.4'],
  networks: inNetwork('192.0.2', 2, '7'),
  asks: [STATUS_ROUTE],
};

export const SHOP_CLIENTS: readonly ShopClient[] = [
  {
    consumer: 'web-storefront',
    weight: 60,
    userAgents: [CHROME, SAFARI, FIREFOX],
    networks: AT_HOME,
    asks: 'as-people',
  },
  {
    consumer: 'mobile-app',
    weight: 30,
    userAgents: ['ShopApp/5.12 (iOS 26.1)', 'ShopApp/5.12 (Android 16)', 'ShopApp/5.11 (Android 15)'],
    networks: ON_THE_MOVE,
    asks: 'as-people',
  },
  PARTNER,
  {
    consumer: 'price-watch',
    weight: 2,
    userAgents: ['python-requests/2.32'],
    networks: inNetwork('192.0.2', 1, '6'),
    asks: ['/v1/products', '/v1/products/:id'],
  },
  {
    consumer: 'warehouse-jobs',
    weight: 1.5,
    userAgents: ['warehouse-jobs/1.0'],
    networks: inNetwork('192.0.2', 2, '9'),
    asks: ['/v1/orders', '/v1/orders/:id', LIMITED.route],
  },
  {
    consumer: null,
    weight: 3.4,
    userAgents: ['ExampleBot/2.1 (+https://bot.example/about)', 'IndexSpider/1.0'],
    networks: inNetwork('192.0.2', 6, '12'),
    asks: ['/v1/products', '/v1/products/:id', '/v1/categories', '/v1/products/:id/reviews'],
  },
  {
    consumer: null,
    weight: 0.1,
    userAgents: ['curl/8.5.0', 'Go-http-client/1.1', 'Mozilla/5.0 zgrab/0.x'],
    networks: inNetwork('192.0.2', 50, '1'),
    asks: 'unknown-paths',
  },
];

/** Who uses the shop before it is released. */
export const STAGING_CLIENTS: readonly ShopClient[] = [
  {
    consumer: 'ci-tests',
    weight: 3,
    userAgents: ['ci-tests/4.0'],
    networks: inNetwork('198.51.100', 2, '24'),
    asks: 'as-people',
  },
  {
    consumer: 'web-storefront',
    weight: 1,
    userAgents: [FIREFOX, CHROME],
    networks: inNetwork('198.51.100', 4, '25'),
    asks: 'as-people',
  },
];

export const CUSTOMER_COUNT = 400;

/** The n-th customer's sign-in name and password; the shop's accounts are exactly these. */
export function customer(index: number): { email: string; password: string } {
  return { email: `customer${index}@shop.example`, password: `correct horse ${(index * 7_919) % 9_973}` };
}

/** Every customer has one home address per client, as people do. */
export function homeAddress({ networks }: ShopClient, index: number): string {
  const network = networks[index % networks.length];
  if (!network) throw new Error('a client without a network');
  return `${network.before}${1 + (index % network.hosts)}${network.after}`;
}

/** A person keeps one device, so the client string goes by the customer. */
export function deviceOf({ userAgents }: ShopClient, index: number): string {
  return userAgents[index % userAgents.length] ?? 'unknown';
}
