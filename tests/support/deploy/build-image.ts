import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { childEnv } from '../../../scripts/start/child-env.mjs';
import { readDockerIgnore } from './docker-ignore';
import { environmentOf, parseDockerfile, type Instruction, type Stage } from './dockerfile';

const root = path.resolve(import.meta.dirname, '../../..');

export interface Image {
  /** Its root: `/app` of the image is `app` in it. */
  folder: string;
  workdir: string;
  env: Record<string, string>;
  stage: Stage;
}

/** Does the steps of deploy/Dockerfile in order, one folder a stage, without containers: on this machine's Node. */
export function buildImage(folder: string): Image {
  const ignores = readDockerIgnore(readFileSync(path.join(root, '.dockerignore'), 'utf8'));
  const built = new Map<string, Image>();
  let image: Image | undefined;
  for (const stage of parseDockerfile(readFileSync(path.join(root, 'deploy/Dockerfile'), 'utf8'))) {
    image = { folder: path.join(folder, stage.name), workdir: '/', env: environmentOf(stage), stage };
    mkdirSync(image.folder);
    for (const instruction of stage.instructions) step(image, { instruction, built, ignores });
    built.set(stage.name, image);
  }
  if (!image) throw new Error('the Dockerfile has no stage');
  return image;
}

interface Options {
  instruction: Instruction;
  built: Map<string, Image>;
  ignores: (file: string) => boolean;
}

function step(image: Image, { instruction, built, ignores }: Options): void {
  const value = String(instruction.value);
  const cwd = path.join(image.folder, image.workdir);
  if (instruction.name === 'WORKDIR') {
    image.workdir = value;
    mkdirSync(path.join(image.folder, value), { recursive: true });
  } else if (instruction.name === 'RUN') {
    execFileSync('sh', ['-c', value], {
      cwd,
      env: childEnv({ PATH: process.env['PATH'], HOME: process.env['HOME'], ...image.env }),
      stdio: 'pipe',
    });
  } else if (instruction.name === 'COPY') {
    const [to = '', ...from] = value.split(' ').reverse();
    const origin = built.get(instruction.flags['from'] ?? '')?.folder;
    for (const source of from) {
      if (origin) link(path.join(origin, source), path.join(cwd, to));
      else copy(path.join(root, source), path.join(cwd, to), ignores);
    }
  }
}

/** What a stage takes from another one: as links, since nothing is changed any more. */
const link = (folder: string, to: string): void => void execFileSync('cp', ['-al', `${folder}/.`, to]);

/** A folder gives what is in it; a file goes into a folder whose name ends with a slash. */
function copy(from: string, to: string, ignores: (file: string) => boolean): void {
  const isFolder = statSync(from).isDirectory();
  const target = !isFolder && /[./]$/.test(to) ? path.join(to, path.basename(from)) : to;
  const filter = (file: string): boolean => {
    const name = path.relative(root, file);
    return name === '' || !ignores(name);
  };
  cpSync(from, target, { recursive: true, filter, preserveTimestamps: true, verbatimSymlinks: true });
}
