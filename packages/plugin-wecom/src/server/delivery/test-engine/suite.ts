import { afterAll, beforeAll, beforeEach, describe } from 'vitest';
import { createTestEngine, type TestEngine } from './engine';
import type { Dialect } from '../../test-host/database';
import { acceptingTests } from './suite/accepting';
import { leaseTests } from './suite/leases';
import { loggingTests } from './suite/logging';
import { orderTests } from './suite/order';
import { pacingTests } from './suite/pacing';
import { pausingTests } from './suite/pausing';
import { recallingTests } from './suite/recalling';
import { retentionTests } from './suite/retention';
import { retryCauseTests } from './suite/retry-causes';
import { retryTests } from './suite/retries';
import { sendingTests } from './suite/sending';
import { stoppingTests } from './suite/stopping';

/** What has to hold on every database. */
export function engineSuite(dialect: Dialect): void {
  describe(`on ${dialect}`, () => {
    let test: TestEngine;
    beforeAll(async () => (test = await createTestEngine(dialect)));
    beforeEach(() => test.fresh());
    afterAll(() => test?.close());

    acceptingTests(() => test);
    sendingTests(() => test);
    orderTests(() => test);
    pacingTests(() => test);
    retryTests(() => test);
    retryCauseTests(() => test);
    pausingTests(() => test);
    leaseTests(() => test);
    recallingTests(() => test);
    retentionTests(() => test);
    stoppingTests(() => test);
    loggingTests(() => test);
  });
}
