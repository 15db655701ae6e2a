/** Header of the request by which proxy.ts tells pages their nonce. */
export const NONCE_HEADER = 'x-nonce';
