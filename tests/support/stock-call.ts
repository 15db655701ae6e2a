/** A call of now that no ordinary one is like. */
export const stockCall = (): Record<string, unknown> => ({
  finishedAt: new Date().toISOString(),
  method: 'PUT',
  route: '/v1/stock/{sku}',
  path: '/v1/stock/7',
  status: 200,
  durationMs: 12,
  ip: '192.0.2.77',
});
