/**
 * The module table as rules. A module is a folder of `src/`; others see its `index.ts` and nothing else.
 * Change the table here and in the architecture notes together: a new arrow is a decision, not a detail.
 */
const foundation = ['common', 'config', 'database', 'auth', 'events'];
const edges = ['health', 'metrics', 'console', 'docs'];

/** module → what it may import, and why not more */
const table = {
  common: [[], 'common is what everything stands on, so it stands on nothing.'],
  config: [['common'], 'Configuration is read before anything exists that could be configured.'],
  database: [['common', 'config'], 'The unit of work knows no table: entities live in the modules that own them.'],
  auth: [['common', 'config', 'database'], 'Who may call is decided without knowing what is called.'],
  events: [
    ['common', 'database'],
    'Events are facts in a transaction. Who states them and who listens is not theirs to know.',
  ],
  jobs: [foundation, 'The ATS states facts; it never knows webhooks or delivery.'],
  candidates: [foundation, 'The ATS states facts; it never knows webhooks or delivery.'],
  system: [foundation, 'The ATS states facts; it never knows webhooks or delivery.'],
  resumes: [[...foundation, 'candidates'], 'Parsing makes candidates; it never knows webhooks or delivery.'],
  applications: [
    [...foundation, 'candidates', 'jobs'],
    'An application joins a candidate and a job, and knows nothing else.',
  ],
  interviews: [[...foundation, 'applications'], 'An interview belongs to an application, and knows nothing else.'],
  webhooks: [foundation, 'Managing webhooks is possible without delivering: webhooks never imports delivery.'],
  delivery: [[...foundation, 'webhooks'], 'A payload is a snapshot: delivery never asks the ATS.'],
};

const modules = Object.entries(table).map(([name, [allowed, comment]]) => ({
  name: `module-${name}`,
  comment,
  severity: 'error',
  from: { path: `^src/${name}/`, pathNot: '\\.spec\\.ts$|/testing/' },
  to: { path: '^src/', pathNot: `^src/(${[name, ...allowed].join('|')})/` },
}));

/** A vendor, the only places that may import it, and the reason. */
const contained = (name, vendors, homes, comment) => ({
  name: `vendor-${name}`,
  comment,
  severity: 'error',
  from: { path: '^src/', pathNot: ['\\.spec\\.ts$', '/testing/', ...homes] },
  to: { path: vendors },
});

module.exports = {
  forbidden: [
    ...modules,
    {
      name: 'only-through-index',
      comment: "A module's inside is its own: import its index.ts, and add to it what others need.",
      severity: 'error',
      from: { path: '^src/([^/]+)/', pathNot: '\\.spec\\.ts$|/testing/' },
      to: { path: '^src/[^/]+/', pathNot: ['^src/$1/', '^src/[^/]+/index\\.ts$'] },
    },
    {
      name: 'only-through-index-from-outside',
      comment: 'Programs (main, the demo, the benchmarks) use modules as other modules do: by index.ts.',
      severity: 'error',
      from: { path: '^(src/[^/]+\\.ts$|demo/|bench/)' },
      to: { path: '^src/[^/]+/', pathNot: '^src/[^/]+/index\\.ts$' },
    },
    {
      name: 'edges-are-ends',
      comment:
        'health, metrics, console and docs look at everything; nothing but the application module looks at them.',
      severity: 'error',
      from: { path: '^src/([^/]+)/' },
      to: { path: `^src/(${edges.join('|')})/`, pathNot: '^src/$1/' },
    },
    {
      name: 'no-module-imports-the-application',
      comment: 'app.module and app.factory gather the modules. A module that imports them is a cycle in waiting.',
      severity: 'error',
      from: { path: '^src/[^/]+/', pathNot: '\\.spec\\.ts$|/testing/' },
      to: { path: '^src/[^/]+\\.ts$' },
    },
    {
      name: 'known-modules-only',
      comment: 'A new folder in src/ is a new module: give it a row in the table above.',
      severity: 'error',
      from: { path: '^src/' },
      to: { path: '^src/[^/]+/', pathNot: `^src/(${[...Object.keys(table), ...edges].join('|')})/` },
    },
    {
      name: 'no-circular',
      comment: 'A cycle is one module that pretends to be two.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'no-tests-in-production',
      comment: 'Production code imports no spec, no test support and no development dependency.',
      severity: 'error',
      from: { path: '^src/', pathNot: '\\.spec\\.ts$|/testing/' },
      to: { path: '\\.spec\\.ts$|/testing/|^(test|demo|bench)/' },
    },
    {
      name: 'no-dev-dependencies',
      comment: 'The image is built without development dependencies.',
      severity: 'error',
      from: { path: '^src/', pathNot: '\\.spec\\.ts$|/testing/' },
      // fastify comes with @nestjs/platform-fastify; only its types are imported.
      to: { dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown'], pathNot: '^node_modules/fastify/' },
    },
    {
      name: 'not-to-unresolvable',
      comment: 'An import that resolves to nothing fails when it is loaded.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
    {
      name: 'pure-policy-and-signing',
      comment: 'What decides and what signs is pure: no framework, no database, no I/O, the clock is an argument.',
      severity: 'error',
      from: { path: '^src/delivery/(policy|signing)/', pathNot: '\\.spec\\.ts$' },
      to: {
        path: [
          '^node_modules/(@nestjs|typeorm|undici|axios|bull|ioredis)/',
          '^(node:)?(fs|net|tls|http|https|http2|dns|dgram|timers|child_process|worker_threads)(/|$)',
          '^src/(common/clock|database|config)',
        ],
      },
    },
    contained(
      'bull',
      '^node_modules/(bull|@nestjs/bull|@nestjs/bull-shared)/',
      ['^src/delivery/schedulers/bull/', '^src/resumes/tasks/bull/'],
      'Bull is one adapter of the scheduler port, and one of the signals to processes that parse; the embedded mode never loads it.',
    ),
    contained(
      'sockets',
      ['^node_modules/undici/', '^(node:)?(net|tls|http|https|http2|dgram|dns|dns/promises)$'],
      ['^src/delivery/sending/', '^src/metrics/'],
      'Every socket to an address that a user chose is opened by the sender, behind the address guard; metrics may listen on a port of its own.',
    ),
    contained(
      'axios',
      '^node_modules/axios/',
      ['^src/resumes/', '^src/system/', '^src/jobs/', '^src/candidates/'],
      'axios is for calls to services that the operator configured, never for a webhook.',
    ),
    contained(
      'typeorm',
      '^node_modules/typeorm/',
      ['/entities/', '\\.entity\\.ts$', '\\.repository\\.ts$', '^src/database/'],
      'The database is spoken to by entities, repositories and the unit of work; services speak to repositories.',
    ),
    contained(
      'nestjs-typeorm',
      '^node_modules/@nestjs/typeorm/',
      ['\\.module\\.ts$', '\\.repository\\.ts$', '^src/database/'],
      'Repositories are injected into repositories; a module only registers its entities.',
    ),
    contained(
      'event-emitter',
      '^node_modules/(@nestjs/event-emitter|eventemitter2)/',
      ['^src/events/'],
      'The emitter swallows errors by default; only the bridge knows how it must be used.',
    ),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(dist|data|coverage)/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
    cache: { folder: 'node_modules/.cache/dependency-cruiser', strategy: 'content' },
  },
};
