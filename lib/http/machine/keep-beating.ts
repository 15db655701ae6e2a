import { BEAT_MS, beatIngest, GAP_MS, type Storage } from '../../storage';

/** Says every 15 s that calls are being taken: what looks quiet while nobody says so is no reason for an alert. */
export function keepBeating(storage: Storage, onError: (error: unknown) => void): { stop(): void } {
  let saidMs = Number.NEGATIVE_INFINITY;
  const say = async (): Promise<void> => {
    await beatIngest(storage, { wasHere: performance.now() - saidMs < GAP_MS });
    saidMs = performance.now();
  };
  const beat = (): void => {
    say().catch(onError);
  };
  beat();
  const timer = setInterval(beat, BEAT_MS);
  return { stop: () => clearInterval(timer) };
}
