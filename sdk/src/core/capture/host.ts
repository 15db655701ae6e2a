/** What is read of a response of Node, and all that is done to it. */
export interface Answer {
  statusCode: number;
  readonly headersSent: boolean;
  readonly writableFinished: boolean;
  getHeader(name: string): unknown;
  /** The head as it was written: `getHeader` does not know what went straight into `writeHead`. */
  readonly _header?: string | null;
  setHeader(name: string, value: number): unknown;
  on(event: 'close', listener: () => void): unknown;
  end(): unknown;
}

/** A request as a framework gives it to its handlers. */
export type Given = object & {
  body?: unknown;
  /** The target as the client sent it, where a mount or a middleware may have changed that of Node's request. */
  originalUrl?: string;
};

/** What an adapter knows of its framework. */
export interface Framework<Request extends Given = Given> {
  /** The template of the matched route with every mount point, once the call is over; undefined for none. */
  routeOf(request: Request, path: string): unknown;
  /** The framework knows no routes: the server makes one of the path. */
  unrouted?: boolean;
  /** A limiter or a parser may answer before a route is looked for; the server looks for the path then. */
  routesLate?: boolean;
}
