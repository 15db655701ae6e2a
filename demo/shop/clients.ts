/** Who uses the shop's API: consumers with the clients and networks that their calls come from. */
export interface ShopClient {
  consumer: string | null;
  weight: number;
  userAgents: readonly string[];
  /** Addresses in `network`.1 … `network`.`hosts`; documentation ranges only. */
  network: string;
  hosts: number;
  /** Signs in with accounts of people; machines do not. */
  people: boolean;
}

const CHROME = 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36';
const SAFARI =
  'Mozilla/5.0 (Macintosh; Intel Mac OS X 15_6) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.0 Safari/605.1.15';
const FIREFOX = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:144.0) Gecko/20100101 Firefox/144.0';

export const SHOP_CLIENTS: readonly ShopClient[] = [
  {
    consumer: 'web-storefront',
    weight: 62,
    userAgents: [CHROME, SAFARI, FIREFOX],
    network: '198.51.100',
    hosts: 220,
    people: true,
  },
  {
    consumer: 'mobile-app',
    weight: 31,
    userAgents: ['ShopApp/5.12 (iOS 26.1)', 'ShopApp/5.12 (Android 16)', 'ShopApp/5.11 (Android 15)'],
    network: '192.0.2',
    hosts: 200,
    people: true,
  },
  {
    consumer: 'partner-sync',
    weight: 4,
    userAgents: ['partner-sync/2.3'],
    network: '198.51.100',
    hosts: 2,
    people: false,
  },
  {
    consumer: 'price-watch',
    weight: 2,
    userAgents: ['python-requests/2.32'],
    network: '203.0.113',
    hosts: 1,
    people: false,
  },
  {
    consumer: 'warehouse-jobs',
    weight: 1,
    userAgents: ['warehouse-jobs/1.0'],
    network: '192.0.2',
    hosts: 1,
    people: false,
  },
];

export const CUSTOMER_COUNT = 400;

/** The n-th customer's sign-in name and password; the shop's accounts are exactly these. */
export function customer(index: number): { email: string; password: string } {
  return { email: `customer${index}@shop.example`, password: `correct horse ${(index * 7_919) % 9_973}` };
}

/** Every customer has one home address per client, as people do. */
export function homeAddress(client: ShopClient, index: number): string {
  return `${client.network}.${1 + (index % client.hosts)}`;
}
