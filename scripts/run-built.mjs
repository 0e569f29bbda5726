// node scripts/run-built.mjs <file in dist/> [arguments]         builds where needed, then runs it in this process
// node scripts/run-built.mjs --cli <file> [arguments]            the same for a program of a package that loads dist/
import Module from 'node:module';
import { join } from 'node:path';
import { buildIfNeeded } from './build-if-needed.mjs';
import { root } from './root.mjs';

const [, , ...given] = process.argv;
const [file, ...args] = given[0] === '--cli' ? given.slice(1) : [join('dist', given[0]), ...given.slice(1)];

if (!buildIfNeeded()) process.exit(1);
process.setSourceMapsEnabled(true);
process.argv = [process.argv[0], join(root, file), ...args];
Module.runMain();
