import { servicesSuite } from '../test-host/services-suite';

await servicesSuite('mariadb');
