import { callbackCrashSuite } from '../test-host/callback-crash';

await callbackCrashSuite('mysql');
