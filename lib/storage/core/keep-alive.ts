/**
 * A connection that is silent for 10 s is probed each second, and ends after ten probes: whoever waits on a database whose machine or network
 * is gone hears of it after 20 s. By the system's own times it would be two hours.
 */
export const KEEP_ALIVE = { keepAlive: true, keepAliveInitialDelayMillis: 10_000 } as const;
