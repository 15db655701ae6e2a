/** The one line that a command says when it fails, without the word that commander puts before its own. */
export function errorLine(command: string, error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return `${command}: ${text
    .replace(/^error: /, '')
    .replace(/\s+/g, ' ')
    .trim()}`;
}
