import { contactSyncSuite } from '../test-host/contact-sync-suite';

await contactSyncSuite('mysql');
