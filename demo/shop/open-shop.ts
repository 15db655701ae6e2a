import { createServer } from 'node:http';
import { listenNear } from '../listen';
import { createShop, type Shop } from './app';

export interface OpenShopOptions {
  url: string;
  key: string;
  /** Wished; 0 for any. */
  port: number;
}

/** Opens the shop on loopback, in the environment of the key. */
export async function openShop({ url, key, port }: OpenShopOptions): Promise<Shop & { port: number }> {
  const shop = createShop({ url, key, random: Math.random });
  const server = createServer(shop.app);
  // With Node's 5 s a connection now and then ends just as the traffic takes it for the next request: "socket hang up".
  server.keepAliveTimeout = 0;
  return { ...shop, port: await listenNear(server, port) };
}
