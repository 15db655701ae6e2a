const LEAKS: [what: string, pattern: RegExp][] = [
  ['SET of the session', /(^|;)\s*set\s+(?!local\b|transaction\b)/i],
  ['SET of the session', /set_config\([^()]*,\s*false\s*\)/i],
  ['advisory lock of the session', /\bpg_(try_)?advisory_(un)?lock(_shared|_all)?\s*\(/i],
  ['LISTEN', /(^|;)\s*(un)?listen\b/i],
  ['prepared statement', /(^|;)\s*(prepare|deallocate|execute)\b/i],
  ['cursor beyond its transaction', /\bwith hold\b/i],
  ['temporary table', /\bcreate\s+(global\s+|local\s+)?temp/i],
];

/** What of a statement a pooler in transaction mode would not carry over to the next transaction; null when nothing. */
export function leaksThroughPooler({ text, name = '' }: { text: string; name?: string | undefined }): string | null {
  if (name !== '') return 'named prepared statement';
  return LEAKS.find(([, pattern]) => pattern.test(text))?.[0] ?? null;
}
