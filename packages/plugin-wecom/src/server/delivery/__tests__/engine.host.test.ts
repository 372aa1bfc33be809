import { engineSuite } from '../test-engine/suite';

engineSuite('sqlite');
