import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, onTestFinished, test, vi } from 'vitest';
import { keepOpen, type LiveState } from '../../../../lib/client/live/keep-open';
import { waitFor } from '../../../support/wait-for';

beforeEach(() => vi.stubGlobal('window', new EventTarget()));
afterEach(() => vi.unstubAllGlobals());

/** A browser's source of events, of which Node has none, that every server refuses. */
class RefusedSource extends EventTarget {
  static readonly CLOSED = 2;
  readyState = 0;

  constructor() {
    super();
    queueMicrotask(() => {
      this.readyState = RefusedSource.CLOSED;
      this.dispatchEvent(new Event('error'));
    });
  }

  close(): void {
    this.readyState = RefusedSource.CLOSED;
  }
}

test.each([
  [429, 'crowded'],
  [503, 'lost'],
  [null, 'lost'],
])('a stream that is refused with %s is told as %s', async (status, told) => {
  vi.stubGlobal('EventSource', RefusedSource);
  const server = createServer((_, response) => response.writeHead(status ?? 200).end());
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  if (status === null) await new Promise((resolve) => server.close(resolve)); // nobody answers
  const states: LiveState[] = [];
  const end = keepOpen({ url: `http://127.0.0.1:${port}/`, on: {}, onState: (state) => states.push(state) });
  await waitFor(() => states.length > 0);
  end();
  server.close();
  expect(states).toEqual([told]);
});

/** Of these the first is refused; nothing is heard of the others. */
const firstIsRefused = (made: EventTarget[]) =>
  class extends RefusedSource {
    constructor() {
      super();
      made.push(this);
    }

    override dispatchEvent(event: Event): boolean {
      return made[0] === this ? super.dispatchEvent(event) : true;
    }
  };

test('why a stream was refused, told when the page is back with another, opens no third', async () => {
  const made: RefusedSource[] = [];
  vi.stubGlobal('EventSource', firstIsRefused(made));
  const asked: ServerResponse[] = [];
  const server = createServer((_, response) => asked.push(response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  const { port } = server.address() as AddressInfo;
  const answers = vi.spyOn(globalThis, 'fetch');
  const states: LiveState[] = [];
  const end = keepOpen({ url: `http://127.0.0.1:${port}/`, on: {}, onState: (state) => states.push(state) });
  onTestFinished(() => answers.mockRestore());
  await waitFor(() => asked.length > 0);
  for (const name of ['pagehide', 'pageshow'])
    window.dispatchEvent(Object.assign(new Event(name), { persisted: true }));
  expect([made.length, states]).toEqual([2, ['lost']]);
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  onTestFinished(() => void vi.useRealTimers());
  asked[0]?.writeHead(429).end();
  await answers.mock.results[0]?.value;
  await new Promise((resolve) => setImmediate(resolve));
  vi.runAllTimers();
  end();
  expect([made.length, states]).toEqual([2, ['lost']]);
});

/** One that every server takes. */
class OpenSource extends EventTarget {
  static readonly CLOSED = 2;
  static readonly made: OpenSource[] = [];
  readyState = 1;

  constructor() {
    super();
    OpenSource.made.push(this);
  }

  close(): void {
    this.readyState = OpenSource.CLOSED;
  }
}

test('a page that the browser keeps for going back holds no stream, and has one again when it is back', () => {
  vi.stubGlobal('EventSource', OpenSource);
  const states: LiveState[] = [];
  const held = () => OpenSource.made.filter(({ readyState }) => readyState !== OpenSource.CLOSED).length;
  const end = keepOpen({ url: 'http://127.0.0.1/', on: {}, onState: (state) => states.push(state) });
  const event = (name: string) => Object.assign(new Event(name), { persisted: true });
  window.dispatchEvent(event('pagehide'));
  expect(held()).toBe(0);
  window.dispatchEvent(event('pageshow'));
  expect([held(), states]).toEqual([1, ['lost']]);
  end();
  window.dispatchEvent(event('pageshow'));
  expect(held()).toBe(0);
});
