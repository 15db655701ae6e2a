/** Express 4 under its own name, for what both versions have in common. */
declare module 'express4' {
  import express from 'express';

  export default express;
}

/** The router of Express 5.0 to 5.2. */
declare module 'router22' {
  import type { IncomingMessage, ServerResponse } from 'node:http';
  import type { Layer } from '../../../sdk/src/adapters/express/routes';

  interface Router {
    (request: IncomingMessage, response: ServerResponse, next: () => void): void;
    stack: Layer[];
    use(path: string, router: Router): void;
    get(path: string, handler: (request: IncomingMessage, response: ServerResponse) => void): void;
  }
  export default function createRouter(): Router;
}

/** Fastify 4 under its own name, for what both versions have in common. */
declare module 'fastify4' {
  import fastify from 'fastify';

  export default fastify;
}
