/** One instruction of a Dockerfile. */
export interface Instruction {
  name: string;
  /** `--from=build` and the like. */
  flags: Record<string, string>;
  /** The rest: a list for the JSON form. */
  value: string | string[];
}

export interface Stage {
  name: string;
  base: string;
  instructions: Instruction[];
}

/** Reads the stages of a Dockerfile: comments, continued lines, flags and the JSON form. */
export function parseDockerfile(text: string): Stage[] {
  const lines = text
    .replaceAll(/^\s*#.*\n/gm, '')
    .replaceAll(/\\\n/g, ' ')
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean);
  const stages: Stage[] = [];
  for (const line of lines) {
    const from = /^FROM (\S+)(?: AS (\S+))?$/.exec(line);
    if (from) stages.push({ base: from[1] ?? '', name: from[2] ?? 'final', instructions: [] });
    else stages.at(-1)?.instructions.push(parseInstruction(line));
  }
  return stages;
}

function parseInstruction(line: string): Instruction {
  const [name = '', ...words] = line.split(/\s+/);
  const flags: Record<string, string> = {};
  while (words[0]?.startsWith('--') && name !== 'CMD') {
    const [flag = '', ...value] = (words.shift() ?? '').slice(2).split('=');
    flags[flag] = value.join('=');
  }
  const rest = words.join(' ');
  const json = /\[.*\]$/.exec(rest)?.[0];
  const isList = json !== undefined && (name === 'CMD' || name === 'HEALTHCHECK' || name === 'ENTRYPOINT');
  return { name, flags, value: isList ? parseWords(json) : rest };
}

function parseWords(json: string): string[] {
  const parsed: unknown = JSON.parse(json);
  if (!Array.isArray(parsed)) throw new Error(`not a list: ${json}`);
  return parsed.map(String);
}

/** The command in the form of a list that an instruction of the stage gives. Throws when there is none. */
export function commandOf(stage: Stage | undefined, name: 'CMD' | 'HEALTHCHECK'): string[] {
  const value = stage?.instructions.findLast((instruction) => instruction.name === name)?.value;
  if (!Array.isArray(value)) throw new Error(`the stage has no ${name} as a list`);
  return value;
}

/** What `ENV A=1 B=2` lines of the stage set. */
export function environmentOf(stage: Stage | undefined): Record<string, string> {
  const words =
    stage?.instructions.flatMap(({ name, value }) => (name === 'ENV' ? String(value).split(' ') : [])) ?? [];
  return Object.fromEntries(words.map((word) => [word.slice(0, word.indexOf('=')), word.slice(word.indexOf('=') + 1)]));
}
