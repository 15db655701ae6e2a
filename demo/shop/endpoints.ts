/** Behaviour of one endpoint of the shop: served for real by the app, and drawn from for the history. */
export interface ShopEndpoint {
  method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  route: string;
  /** Share of what people ask; 0 where only machines do. */
  weight: number;
  medianMs: number;
  /** Sigma of the logarithm of the latency. */
  spread: number;
  /** Answer when nothing goes wrong. */
  status: number;
  /** Answers that are neither, by probability. */
  failures: ReadonlyArray<readonly [status: number, probability: number]>;
  responseBytes: number;
  requestBytes: number;
}

/** The one endpoint with a limiter: calls that one address gets through in a window, the others are answered 429. */
export const LIMITED = { route: '/v1/stock/:sku', limit: 20, windowMs: 60_000 } as const;

/** What the uptime check asks. */
export const STATUS_ROUTE = '/v1/status';

const read = { requestBytes: 0, status: 200 } as const;

export const SHOP_ENDPOINTS: readonly ShopEndpoint[] = [
  {
    ...read,
    method: 'GET',
    route: '/v1/products',
    weight: 300,
    medianMs: 14,
    spread: 0.45,
    failures: [
      [304, 0.18],
      [500, 0.0006],
    ],
    responseBytes: 9_400,
  },
  {
    ...read,
    method: 'GET',
    route: '/v1/products/:id',
    weight: 190,
    medianMs: 9,
    spread: 0.5,
    failures: [
      [304, 0.12],
      [404, 0.009],
    ],
    responseBytes: 1_850,
  },
  {
    ...read,
    method: 'GET',
    route: '/v1/categories',
    weight: 54,
    medianMs: 4,
    spread: 0.35,
    failures: [[304, 0.4]],
    responseBytes: 2_700,
  },
  {
    ...read,
    method: 'GET',
    route: '/v1/products/:id/reviews',
    weight: 58,
    medianMs: 21,
    spread: 0.55,
    failures: [
      [304, 0.08],
      [404, 0.006],
    ],
    responseBytes: 4_300,
  },
  {
    method: 'POST',
    route: '/v1/products/:id/reviews',
    weight: 1.5,
    medianMs: 27,
    spread: 0.45,
    status: 201,
    failures: [
      [401, 0.02],
      [422, 0.05],
    ],
    responseBytes: 420,
    requestBytes: 380,
  },
  {
    ...read,
    method: 'GET',
    route: '/v1/search',
    weight: 96,
    medianMs: 38,
    spread: 0.6,
    failures: [
      [400, 0.003],
      [503, 0.0008],
    ],
    responseBytes: 6_200,
  },
  {
    ...read,
    method: 'GET',
    route: '/v1/cart',
    weight: 98,
    medianMs: 7,
    spread: 0.4,
    failures: [[401, 0.002]],
    responseBytes: 740,
  },
  {
    method: 'POST',
    route: '/v1/cart/items',
    weight: 61,
    medianMs: 16,
    spread: 0.45,
    status: 201,
    failures: [
      [409, 0.005],
      [422, 0.003],
    ],
    responseBytes: 310,
    requestBytes: 96,
  },
  {
    method: 'DELETE',
    route: '/v1/cart/items/:id',
    weight: 14,
    medianMs: 11,
    spread: 0.4,
    status: 204,
    failures: [[404, 0.012]],
    responseBytes: 0,
    requestBytes: 0,
  },
  {
    method: 'POST',
    route: '/v1/shipping/quotes',
    weight: 16,
    medianMs: 210,
    spread: 0.7,
    status: 200,
    failures: [
      [422, 0.02],
      [502, 0.004],
    ],
    responseBytes: 480,
    requestBytes: 180,
  },
  {
    method: 'POST',
    route: '/v1/checkout',
    weight: 16,
    medianMs: 128,
    spread: 0.5,
    status: 201,
    failures: [
      [402, 0.03],
      [500, 0.002],
      [504, 0.001],
    ],
    responseBytes: 620,
    requestBytes: 410,
  },
  {
    ...read,
    method: 'GET',
    route: '/v1/orders',
    weight: 48,
    medianMs: 24,
    spread: 0.5,
    failures: [[401, 0.003]],
    responseBytes: 5_100,
  },
  {
    ...read,
    method: 'GET',
    route: '/v1/orders/:id',
    weight: 26,
    medianMs: 13,
    spread: 0.4,
    failures: [[404, 0.006]],
    responseBytes: 2_300,
  },
  {
    ...read,
    method: 'GET',
    route: '/v1/account',
    weight: 12,
    medianMs: 8,
    spread: 0.4,
    failures: [[401, 0.004]],
    responseBytes: 560,
  },
  {
    ...read,
    method: 'GET',
    route: LIMITED.route,
    weight: 0,
    medianMs: 5,
    spread: 0.35,
    failures: [],
    responseBytes: 90,
  },
  {
    method: 'PATCH',
    route: '/v1/account',
    weight: 0.6,
    medianMs: 19,
    spread: 0.4,
    status: 200,
    failures: [[422, 0.01]],
    responseBytes: 580,
    requestBytes: 140,
  },
  {
    ...read,
    method: 'GET',
    route: STATUS_ROUTE,
    weight: 0,
    medianMs: 1.2,
    spread: 0.3,
    failures: [],
    responseBytes: 64,
  },
];

/** Sign-in is served on its own: its answer depends on the password, not on chance. */
export const LOGIN = {
  method: 'POST',
  route: '/v1/login',
  weight: 15,
  medianMs: 92,
  spread: 0.25,
  responseBytes: 210,
  requestBytes: 74,
} as const;

/** Share of sign-ins with a mistyped password. */
export const TYPO_RATIO = 0.06;
