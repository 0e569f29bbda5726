import eslint from '@eslint/js';
import prettier from 'eslint-config-prettier';
import tseslint from 'typescript-eslint';

const envOnlyInConfig = {
  selector: "MemberExpression[object.name='process'][property.name='env']",
  message: 'The environment is read in src/config alone; inject the config instead.',
};
const noDefaultExport = {
  selector: 'ExportDefaultDeclaration',
  message: 'Files are named after their export: export it by name.',
};
const noHttpException = {
  selector:
    "ImportDeclaration[source.value='@nestjs/common'] > ImportSpecifier[imported.name=/^(?!Http)[A-Za-z]+Exception$|^HttpException$/]",
  message: 'Throw an AppError with a dotted type; its kind decides the status.',
};

export default tseslint.config(
  { ignores: ['node_modules/', 'dist/', 'data/', 'coverage/'] },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  {
    files: ['**/*.ts'],
    extends: [eslint.configs.recommended, ...tseslint.configs.recommended],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: { arguments: false } }],
      '@typescript-eslint/await-thenable': 'error',
      '@typescript-eslint/return-await': ['error', 'error-handling-correctness-only'],
      '@typescript-eslint/no-unnecessary-type-assertion': 'error',
      '@typescript-eslint/only-throw-error': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      // Where decorators emit metadata the rule leaves the file alone, so that no injected class becomes a type.
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/no-require-imports': ['error', { allowAsImport: true }],
      // Nest modules are classes without members.
      '@typescript-eslint/no-extraneous-class': 'off',
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'max-lines': ['error', { max: 300, skipBlankLines: true, skipComments: true }],
      'no-console': 'error',
    },
  },
  {
    files: ['src/**/*.ts'],
    rules: { 'no-restricted-syntax': ['error', envOnlyInConfig, noDefaultExport, noHttpException] },
  },
  {
    files: ['src/config/**/*.ts'],
    rules: { 'no-restricted-syntax': ['error', noDefaultExport, noHttpException] },
  },
  {
    // The error filter is where a framework's exception becomes the envelope.
    files: ['src/common/**/*.ts'],
    rules: { 'no-restricted-syntax': ['error', envOnlyInConfig, noDefaultExport] },
  },
  {
    files: ['**/*.spec.ts', 'test/**/*.ts', 'src/**/testing/**/*.ts'],
    rules: { 'max-lines': ['error', { max: 500, skipBlankLines: true, skipComments: true }] },
  },
  {
    // Harnesses choose a database by the environment, as the test command sets it.
    files: ['**/*.spec.ts', 'src/**/testing/**/*.ts'],
    rules: { 'no-restricted-syntax': ['error', noDefaultExport] },
  },
  {
    // Programs for a terminal speak through it.
    files: ['demo/**/*.ts', 'bench/**/*.ts', 'src/operator-create.ts'],
    rules: { 'no-console': 'off' },
  },
  {
    files: ['**/*.{js,mjs,cjs}'],
    extends: [eslint.configs.recommended],
    languageOptions: {
      ecmaVersion: 2024,
      globals: Object.fromEntries(
        [
          'AbortSignal',
          'Buffer',
          'URL',
          '__dirname',
          'clearTimeout',
          'console',
          'document',
          'fetch',
          'localStorage',
          'location',
          'module',
          'performance',
          'process',
          'require',
          'setInterval',
          'clearInterval',
          'setTimeout',
          'window',
          'sessionStorage',
          'FormData',
          'navigator',
          'history',
          'Event',
          'CustomEvent',
          'URLSearchParams',
          'crypto',
          'TextEncoder',
        ].map((name) => [name, 'readonly']),
      ),
    },
    rules: { eqeqeq: ['error', 'always', { null: 'ignore' }] },
  },
  prettier,
);
