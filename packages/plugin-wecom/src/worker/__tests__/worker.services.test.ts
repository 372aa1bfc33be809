import { workerSuite } from '../test-worker/worker-suite';

await workerSuite('postgres', { underscored: true, tablePrefix: 'nb_', schema: 'office' });
