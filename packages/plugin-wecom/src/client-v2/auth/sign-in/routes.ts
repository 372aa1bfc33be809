import type { Application } from '@nocobase/client-v2';
import { catchReturned } from './returned';

/** The pages WeCom leads to, the same in both clients and open to everybody. */
export function addSignInRoutes(router: Application['router']): void {
  catchReturned();
  router.add('wecom-callback', {
    path: '/wecom/callback',
    skipAuthCheck: true,
    componentLoader: () => import('./callback-page'),
  });
  router.add('wecom-entry', {
    path: '/wecom/entry',
    skipAuthCheck: true,
    componentLoader: () => import('./entry-page'),
  });
}
