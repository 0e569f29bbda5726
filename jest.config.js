// Nest 12 is ESM-only and Jest can `require` ESM only on Node >= 24.9, so swc compiles the ESM packages to CommonJS.
// `ignoreDynamic` keeps `import()` as it is, which needs `node --experimental-vm-modules`: the two go together.
const swc = (typescript) => [
  '@swc/jest',
  {
    swcrc: false,
    sourceMaps: 'inline',
    jsc: {
      target: 'es2022',
      keepClassNames: true,
      parser: typescript ? { syntax: 'typescript', decorators: true } : { syntax: 'ecmascript' },
      transform: typescript ? { legacyDecorator: true, decoratorMetadata: true } : {},
    },
    module: { type: 'commonjs', ignoreDynamic: true },
  },
];

const esmPackages = [
  '@nestjs',
  '@borewit',
  '@tokenizer',
  '@isaacs',
  'balanced-match',
  'brace-expansion',
  'content-disposition',
  'cookie',
  'file-type',
  'glob',
  'lru-cache',
  'minimatch',
  'minipass',
  'path-scurry',
  'strtok3',
  'token-types',
  'uint8array-extras',
];

const shared = {
  rootDir: __dirname,
  testEnvironment: 'node',
  // Jest's clean-up of globals warns about TypeORM's, which outlive a suite on purpose.
  testEnvironmentOptions: { globalsCleanup: 'off' },
  moduleFileExtensions: ['ts', 'js', 'mjs', 'cjs', 'json', 'node'],
  transform: { '^.+\\.ts$': swc(true), '^.+\\.m?js$': swc(false) },
  transformIgnorePatterns: [`/node_modules/(?!(${esmPackages.join('|')})/)`],
  modulePathIgnorePatterns: ['<rootDir>/dist/', '<rootDir>/data/'],
};

/**
 * unit         beside the code, no service, no port, no file outside the temp directory: `npm run check` runs only these
 * integration  `test/**` and `*.integration.spec.ts`: a database, a scheduler, a socket
 * e2e          `test/e2e/**`: the built product in its own processes
 */
module.exports = {
  cacheDirectory: `${__dirname}/node_modules/.cache/jest`,
  maxWorkers: 2,
  // A machine that is busy must not fail tests; what never ends still does.
  testTimeout: 60_000,
  projects: [
    { ...shared, displayName: 'unit', testMatch: ['<rootDir>/src/**/!(*.integration).spec.ts'] },
    {
      ...shared,
      displayName: 'integration',
      testMatch: ['<rootDir>/test/**/*.spec.ts', '<rootDir>/src/**/*.integration.spec.ts'],
      testPathIgnorePatterns: ['/node_modules/', '<rootDir>/test/e2e/'],
    },
    { ...shared, displayName: 'e2e', testMatch: ['<rootDir>/test/e2e/**/*.spec.ts'] },
  ],
};
