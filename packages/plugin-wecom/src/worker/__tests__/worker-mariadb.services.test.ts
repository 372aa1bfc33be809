import { workerSuite } from '../test-worker/worker-suite';

await workerSuite('mariadb');
