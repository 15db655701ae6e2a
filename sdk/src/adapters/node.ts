import { IncomingMessage, ServerResponse, type Server } from 'node:http';
import { Duplex } from 'node:stream';
import { marks, Watch, type Answer, type Attempt, type Control, type Options as Common, type Stats } from '../core';

export type { Attempt, Stats };

export interface Options extends Common {
  /** The template of a call's route, `/users/:id`; undefined for none. Left out, the server makes one of the path. */
  route?(request: IncomingMessage): string | undefined;
}

type Handler = (request: IncomingMessage, response: ServerResponse) => unknown;

/** An upgraded connection as a response: its status is what the host writes first, and it is over with the socket. */
function answerOf(socket: Duplex): Answer {
  const answer = {
    statusCode: 101,
    headersSent: true,
    writableFinished: true,
    getHeader: () => undefined,
    setHeader: () => undefined,
    on: (event: string, listener: () => void) => socket.once(event, listener),
    end: () => socket.end(`HTTP/1.1 ${answer.statusCode} Refused\r\nConnection: close\r\n\r\n`),
  };
  const { write, end } = socket;
  const first =
    (send: typeof write | typeof end) =>
    (...args: unknown[]): unknown => {
      Object.assign(socket, { write, end });
      answer.statusCode = Number(/^HTTP\/1\.1 (\d{3}) /.exec(String(args[0]))?.[1] ?? answer.statusCode);
      return Reflect.apply(send, socket, args);
    };
  Object.assign(socket, { write: first(write), end: first(end) });
  return answer;
}

function create(server: Server, options?: Options): Control;
function create(handler: Handler, options?: Options): Handler & Control;
function create(target: Server | Handler, options: Options = {}): Control {
  const { route } = options;
  const watch = new Watch<IncomingMessage>({ routeOf: (request) => route?.(request), unrouted: !route }, options);
  if (typeof target === 'function') {
    const handler = function (this: unknown, request: IncomingMessage, response: ServerResponse): unknown {
      return watch.observe(request, response, request) || Reflect.apply(target, this, [request, response]);
    };
    return Object.assign(handler, watch.control);
  }
  const { emit } = target;
  const observed = (event: string, ...args: unknown[]): boolean => {
    const [request, other] = args;
    const answer =
      event === 'request' && other instanceof ServerResponse
        ? other
        : event === 'upgrade' && other instanceof Duplex && answerOf(other);
    const isOver = answer && request instanceof IncomingMessage && watch.observe(request, answer, request);
    return isOver || Reflect.apply(emit, target, [event, ...args]);
  };
  if (watch.isOn) Object.assign(target, { emit: observed });
  return watch.control;
}

/**
 * `callwatch(server, { key })` or `createServer(callwatch(handler, { key }))`. Reports every call to Callwatch, upgraded
 * connections of a server too, and honours its response actions. Without a usable key or URL it logs one line and does
 * nothing. Never throws.
 */
export const callwatch = Object.assign(create, marks);
