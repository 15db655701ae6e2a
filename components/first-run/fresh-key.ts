'use client';

/** A key that was just made, on its way from the form that made it to the page that shows it once. */
export interface FreshKey {
  projectId: number;
  key: string;
}

let handed: FreshKey | null = null;

/** Keeps a new key in the memory of this tab until the first-run page takes it; it is in no URL and no storage. */
export function handOverKey(fresh: FreshKey): void {
  handed = fresh;
}

/** The key that waits for this project, or null. */
export function peekKey(projectId: number): string | null {
  return handed?.projectId === projectId ? handed.key : null;
}

/** Called once the page holds the key itself. */
export function forgetKey(): void {
  handed = null;
}
