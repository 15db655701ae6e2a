/** Header of the request by which proxy.ts tells pages their own path and query, for the way back after a sign-in. */
export const PATH_HEADER = 'x-page-path';
