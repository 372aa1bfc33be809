import { crashSuite } from '../test-engine/crash/crash';

crashSuite('sqlite', { processes: 1 });
