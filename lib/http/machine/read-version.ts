import { readFileSync } from 'node:fs';

/** Version of the application, from the package.json of the folder that the process runs in. */
export function readVersion(): string {
  const parsed: unknown = JSON.parse(readFileSync('package.json', 'utf8'));
  const version = typeof parsed === 'object' && parsed !== null && 'version' in parsed ? parsed.version : undefined;
  return typeof version === 'string' ? version : '0.0.0';
}
