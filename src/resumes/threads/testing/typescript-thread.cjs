'use strict';
// Jest compiles TypeScript in memory, so a thread started by a test has no compiled file to run. This compiles the source that it is
// given as its argument, as the build would have done before.
const { readFileSync } = require('node:fs');
const { transformSync } = require('@swc/core');

require.extensions['.ts'] = (module, filename) => {
  const { code } = transformSync(readFileSync(filename, 'utf8'), {
    filename,
    swcrc: false,
    jsc: { target: 'es2022', parser: { syntax: 'typescript', decorators: true } },
    module: { type: 'commonjs', ignoreDynamic: true },
  });
  module._compile(code, filename);
};

require(process.argv[2]);
