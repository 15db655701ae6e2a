import { BEAT_MS, beatIngest, type Storage } from '../../storage';

/** Says every 15 s that calls are being taken: what looks quiet while nobody says so is no reason for an alert. */
export function keepBeating(storage: Storage, onError: (error: unknown) => void): { stop(): void } {
  const beat = (): void => {
    beatIngest(storage).catch(onError);
  };
  beat();
  const timer = setInterval(beat, BEAT_MS);
  return { stop: () => clearInterval(timer) };
}
