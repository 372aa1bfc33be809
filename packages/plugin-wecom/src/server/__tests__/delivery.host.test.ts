import { createSimulator, type Simulator } from '@openwecom/simulator';
import { afterAll, beforeAll, describe } from 'vitest';
import { acceptingTests } from '../test-host/accepting-tests';
import { bootHost, type TestHost } from '../test-host/host';
import { operatingTests } from '../test-host/operating-tests';
import { setUpChannel } from '../test-host/wecom';

describe('deliveries on SQLite', () => {
  let host: TestHost;
  let simulator: Simulator;

  beforeAll(async () => {
    simulator = await createSimulator();
    host = await bootHost();
    await setUpChannel(host, simulator);
  });
  afterAll(async () => {
    await host?.close();
    await simulator?.close();
  });

  acceptingTests(() => ({ host, simulator }));
  operatingTests(() => ({ host, simulator }));
});
