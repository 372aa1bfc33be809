import { tExpr } from '@nocobase/flow-engine';
import { UserCenterActionItemModel } from '@nocobase/client-v2';
import { PKG } from '../../../constants';
import { linksAreOffered } from './links-api';
import MyLinks from './my-links';

/** "WeCom account" in the user menu of the modern client. */
export class WeComLinksItemModel extends UserCenterActionItemModel {
  static override itemId = 'openwecom-links';

  override section = 'profile' as const;
  override sort = 150;
  override label = tExpr('WeCom account', { ns: PKG });

  override async prepare(): Promise<void> {
    this.ready = await linksAreOffered();
  }

  override onClick(): Promise<void> {
    this.context.viewer.open({
      type: 'drawer',
      width: 520,
      closable: true,
      title: this.context.t(tExpr('WeCom account', { ns: PKG })),
      content: () => <MyLinks />,
    });
    return Promise.resolve();
  }
}

export default WeComLinksItemModel;
