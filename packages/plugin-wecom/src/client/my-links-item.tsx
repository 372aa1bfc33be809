import { useContext, useState } from 'react';
import { DropdownVisibleContext, SchemaSettingsItem } from '@nocobase/client';
import { Drawer } from 'antd';
import { linksAreOffered } from '../client-v2/auth/links/links-api';
import { hasSession } from '../client-v2/host';
import { useT } from '../client-v2/locale';
import { lazyComponent } from './lazy-component';

const MyLinks = lazyComponent(() => import('../client-v2/auth/links/my-links'));

/** "WeCom account" in the user menu of the legacy client. */
export function MyLinksItem() {
  const { t } = useT();
  const menu = useContext(DropdownVisibleContext);
  const [open, setOpen] = useState(false);
  const show = () => {
    menu?.setVisible(false);
    setOpen(true);
  };
  return (
    <>
      <SchemaSettingsItem title="openwecom-links" eventKey="openwecom-links" onClick={show}>
        {t('WeCom account')}
      </SchemaSettingsItem>
      {open && (
        // Its clicks must not reach the menu that it stands in.
        <div onClick={(event) => event.stopPropagation()}>
          <Drawer open title={t('WeCom account')} width={520} onClose={() => setOpen(false)}>
            <MyLinks />
          </Drawer>
        </div>
      )}
    </>
  );
}

let offered: boolean | undefined;

/** To be asked when the client loads: this menu draws its entries at once and cannot wait for an answer. */
export async function askWhetherLinksAreOffered(): Promise<void> {
  if (hasSession()) offered = await linksAreOffered();
}

/** As long as nobody knows, the entry is there, and its drawer says when there is nothing to link with. */
export const linksMayBeOffered = (): boolean => offered !== false;
