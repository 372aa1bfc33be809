import { servicesSuite } from '../test-host/services-suite';

// As DB_UNDERSCORED, DB_TABLE_PREFIX and DB_SCHEMA make them.
await servicesSuite('postgres', { underscored: true, tablePrefix: 'nb_', schema: 'company' });
