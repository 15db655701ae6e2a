/** Whether a .dockerignore keeps a file from the builder: the last pattern that matches it, or a folder above it, decides. */
export function readDockerIgnore(text: string): (path: string) => boolean {
  const rules = text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => ({ ignores: !line.startsWith('!'), matches: toRegex(line.replace(/^!/, '')) }));
  return (path) => rules.findLast(({ matches }) => matches.test(path))?.ignores ?? false;
}

/** A star stays within a folder, two reach over any number of them. */
function toRegex(pattern: string): RegExp {
  const parts = pattern.replace(/\/$/, '').split(/(\*\*\/|\*)/);
  const source = parts.map((part) => {
    if (part === '**/') return '(?:.*/)?';
    return part === '*' ? '[^/]*' : part.replaceAll(/[.+?^${}()|[\]\\]/g, '\\$&');
  });
  return new RegExp(`^${source.join('')}(?:/.*)?$`);
}
