// Builds dist/ (or `--out FOLDER`): minified ESM and CommonJS with source maps by esbuild, types by tsc.
// `--sizes` prints what a host loads of it: bytes of each module in both formats, and after `gzip -9`.
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { cp, mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { parseArgs, promisify } from 'node:util';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';

const root = import.meta.dirname;
const { values: options } = parseArgs({ options: { sizes: { type: 'boolean' }, out: { type: 'string' } } });
const target = path.resolve(options.out ?? path.join(root, 'dist'));
/** Built beside the target and then renamed, so that a host that starts meanwhile never loads half of it. */
const out = `${target}.${process.pid}`;
const entries = {
  index: 'src/core/index.ts',
  express: 'src/adapters/express/index.ts',
  fastify: 'src/adapters/fastify.ts',
  node: 'src/adapters/node.ts',
  send: 'src/core/send/index.ts',
  respond: 'src/core/respond/index.ts',
  wire: 'src/wire.ts',
};

/**
 * Adapters load the core from its own file, so that two adapters in one host share the code; the core loads what sends
 * behind the host's start, and that loads what carries out response actions when there is one.
 * @param {string} extension
 * @returns {import('esbuild').Plugin}
 */
const filesOfTheirOwn = (extension) => ({
  name: 'files-of-their-own',
  setup({ onResolve }) {
    onResolve({ filter: /\/core$/ }, () => ({ path: `./index${extension}`, external: true }));
    onResolve({ filter: /\/(send|respond)$/ }, ({ path: name }) => ({
      path: `./${path.basename(name)}${extension}`,
      external: true,
    }));
  },
});

/**
 * Test runners that load CommonJS in contexts of their own know `require` there, but not `import()`.
 * @type {import('esbuild').Plugin}
 */
const lazyRequire = {
  name: 'lazy-require',
  setup({ onLoad }) {
    onLoad({ filter: /\.ts$/ }, async ({ path: file }) => {
      const source = await readFile(file, 'utf8');
      return { loader: 'ts', contents: source.replaceAll('await import(', 'require(') };
    });
  },
};

/** @satisfies {import('esbuild').BuildOptions} */
const common = { bundle: true, minify: true, sourcemap: true, platform: 'node', target: 'node20' };

/**
 * One module in both formats. The CommonJS one says what it exports in plain words: the helpers that esbuild writes for
 * that are as large as an adapter.
 * @param {[name: string, entry: string]} entry
 */
async function bundle([name, entry]) {
  const { metafile } = await build({
    ...common,
    entryPoints: [path.join(root, entry)],
    outfile: path.join(out, `${name}.js`),
    format: 'esm',
    metafile: true,
    plugins: [filesOfTheirOwn('.js')],
  });
  const exported = Object.values(metafile.outputs).flatMap((output) => output.exports);
  const lines = exported.map((word) => `import { ${word} } from './${entry}'; exports.${word} = ${word};`);
  await build({
    ...common,
    stdin: { contents: lines.join('\n'), sourcefile: `${name}.cjs`, resolveDir: root },
    outfile: path.join(out, `${name}.cjs`),
    format: 'cjs',
    logOverride: { 'commonjs-variable-in-esm': 'silent' },
    plugins: [filesOfTheirOwn('.cjs'), lazyRequire],
  });
}

const declarations = path.join(out, 'types');

/**
 * Node's resolution wants whole file names: `./call` → `./call.js`, `../../core` → `../../core/index.js`.
 * @param {string} file
 */
async function completeImports(file) {
  const text = await readFile(file, 'utf8');
  const complete = text.replace(/(?<=from '|import\(['"])(\.[^'"]*)/g, (specifier) => {
    const module = path.resolve(path.dirname(file), specifier);
    return existsSync(`${module}.d.ts`) ? `${specifier}.js` : `${specifier}/index.js`;
  });
  await writeFile(file, complete);
}

/** Declarations by tsc, and a copy of them that counts as CommonJS. */
async function types() {
  const tsc = createRequire(import.meta.url).resolve('typescript/bin/tsc');
  await promisify(execFile)(process.execPath, [
    tsc,
    '-p',
    path.join(root, 'tsconfig.json'),
    '--outDir',
    declarations,
  ]).catch((error) => {
    throw new Error(error.stdout || error.message);
  });
  const files = await readdir(declarations, { recursive: true, withFileTypes: true });
  await Promise.all(
    files.filter((file) => file.isFile()).map((file) => completeImports(path.join(file.parentPath, file.name))),
  );
  await cp(declarations, `${declarations}-cjs`, { recursive: true });
  await writeFile(path.join(`${declarations}-cjs`, 'package.json'), '{ "type": "commonjs" }\n');
}

async function printSizes() {
  for (const file of Object.keys(entries).flatMap((name) => [`${name}.js`, `${name}.cjs`])) {
    const module = await readFile(path.join(target, file));
    console.log(`${file}: ${module.length} bytes, ${gzipSync(module, { level: 9 }).length} gzipped`);
  }
}

async function buildAll() {
  await mkdir(out, { recursive: true });
  await Promise.all([...Object.entries(entries).map(bundle), types()]);
  await rm(target, { recursive: true, force: true });
  await rename(out, target);
}

await buildAll().finally(() => rm(out, { recursive: true, force: true }));
if (options.sizes) await printSizes();
