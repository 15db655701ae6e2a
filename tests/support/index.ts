export { launchBrowser } from './browser';
export { createTestDatabase, type TestDatabase } from './database';
export { freePort } from './free-port';
export { startCallwatch, type RunningCallwatch } from './launcher';
export { waitFor, type WaitOptions } from './wait-for';
