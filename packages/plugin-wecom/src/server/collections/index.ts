import wecomCallbackEndpoints from './wecom-callback-endpoints';
import wecomCallbacks from './wecom-callbacks';
import wecomCardReplies from './wecom-card-replies';
import wecomContacts from './wecom-contacts';
import wecomDeliveries from './wecom-deliveries';
import wecomDeliveryAttempts from './wecom-delivery-attempts';
import wecomDeliveryQueues from './wecom-delivery-queues';
import wecomDeliveryRecipients from './wecom-delivery-recipients';
import wecomLinks from './wecom-links';
import wecomLookUps from './wecom-look-ups';
import wecomSyncRuns from './wecom-sync-runs';
import wecomUsedStates from './wecom-used-states';

/** All tables of the plugin; that none is missing is checked by a test. */
export const collections = [
  wecomCallbackEndpoints,
  wecomCallbacks,
  wecomCardReplies,
  wecomContacts,
  wecomDeliveries,
  wecomDeliveryAttempts,
  wecomDeliveryQueues,
  wecomDeliveryRecipients,
  wecomLinks,
  wecomLookUps,
  wecomSyncRuns,
  wecomUsedStates,
];
