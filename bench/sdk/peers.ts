import { folderWith } from '../support/on-demand';

/** What other libraries are measured, and in which versions. They never become dependencies of the project. */
export const PEERS = {
  apitally: ['apitally@0.25.8'],
  opentelemetry: [
    '@opentelemetry/sdk-node@0.301.0',
    '@opentelemetry/instrumentation-http@0.301.0',
    '@opentelemetry/instrumentation-express@0.72.0',
    '@opentelemetry/exporter-trace-otlp-http@0.301.0',
  ],
  sentry: ['@sentry/node@11.12.0'],
} as const;
export type Peer = keyof typeof PEERS;

/** The folder that has a peer in its node_modules; undefined when it cannot be installed, as offline. */
export const folderOf = (peer: Peer): Promise<string | undefined> => folderWith(peer, PEERS[peer]);
