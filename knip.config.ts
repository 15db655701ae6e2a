import type { KnipConfig } from 'knip';

const config: KnipConfig = {
  workspaces: {
    '.': {
      entry: [
        'server.ts',
        'worker/main.ts',
        'demo/main.ts',
        'bench/main.ts',
        'scripts/*.{mjs,ts}',
        'scripts/postgres/watchdog.mjs',
        'tests/support/{global,build}-setup.ts',
      ],
      project: [
        '{app,components,lib,worker,demo,bench,scripts,tests}/**/*.{ts,tsx,mjs,css}',
        'prisma/*.prisma',
        '*.{ts,mjs,js}',
      ],
    },
    sdk: { project: ['src/**/*.ts'] },
  },
  ignoreExportsUsedInFile: true,
  exclude: ['types'],
};

export default config;
