// NocoBase in one process. Its own command line starts three (itself, a shell, the server) and asks for yarn on the way;
// this does the same preparation, in the folder it is started in, and then becomes the server.
import { createRequire } from 'node:module';
import { join } from 'node:path';

const requireFromHost = createRequire(join(process.cwd(), 'package.json'));

/** @type {{ initEnv: () => void, generateAppDir: () => void }} */
const commandLine = requireFromHost('@nocobase/cli-v1/src/util');
commandLine.initEnv();
commandLine.generateAppDir();
requireFromHost('@nocobase/app/lib/index.js');
