import { lazy, Suspense } from 'react';
import { EditFormModel } from '@nocobase/client-v2';

const UserLinks = lazy(() => import('./user-links'));

/** The host's form of one user in Users & Permissions, by the uid under which it stores it. */
const USER_FORM = 'nocobase-admin-profile-edit-form-2';

/** Shows whom a user is in WeCom below the modern client's form of that user. */
export function showLinksInUserForm(): void {
  EditFormModel.registerFlow({
    key: 'openwecomLinks',
    on: 'beforeRender',
    steps: {
      show: {
        handler({ model, view }) {
          const userId = view?.inputArgs?.filterByTk;
          if (model.uid !== USER_FORM || userId === undefined) return;
          const links = (
            <Suspense>
              <UserLinks userId={userId} />
            </Suspense>
          );
          model.setDecoratorProps({ afterContent: links });
        },
      },
    },
  });
}
