import { signIn } from '../nocobase-api';
import { ADMINISTRATOR, DEMO_PASSWORD } from '../accounts';
import { seedDemoAddress } from './demo-address';
import { seedLanguages } from './languages';
import { seedLeaveCollection } from './leave-collection';
import { seedLeavePage } from './leave-page';
import { seedModernLayout } from './modern-layout';
import { seedSource, syncNow } from './contact-sync';
import { seedPermissions, seedUsers } from './users';
import { seedLinks, seedWeCom, type WeComSettings } from './wecom';
import { seedWorkflows } from './workflows';

/**
 * Sets the demo up as an administrator would, through the host's API. Every part looks first whether it is there, so
 * running it again repairs and repeats nothing.
 */
export async function seedDemo(settings: WeComSettings): Promise<void> {
  const api = await signIn(settings.origin, ADMINISTRATOR.username, DEMO_PASSWORD);
  await seedLanguages(api);
  await seedDemoAddress(api, settings.origin);
  await seedModernLayout(api);
  const ids = await seedUsers(api);
  await seedWeCom(api, settings);
  await seedLinks(api, ids);
  await seedSource(api, settings);
  await seedLeaveCollection(api);
  await seedLeavePage(api);
  await seedPermissions(api);
  await seedWorkflows(api, ids);
}

/** Brings the members and departments of WeCom in, once its callbacks arrive. */
export async function seedDirectory(origin: string): Promise<void> {
  await syncNow(await signIn(origin, ADMINISTRATOR.username, DEMO_PASSWORD));
}
