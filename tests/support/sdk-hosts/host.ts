import type { Server } from 'node:http';
import type { Control } from '../../../sdk/src/core';

/** A small app, with the SDK in it or beside it. */
export interface Host {
  server: Server;
  watch: Control;
}
