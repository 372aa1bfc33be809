import type { Database, Model } from '@nocobase/database';
import type { Application } from '@nocobase/server';
import { LOOK_UPS_COLLECTION } from '../../../constants';
import { oneWriter } from '../../one-writer';
import type { PastLookUp } from './budget';

/** What one app was asked, whichever source asked: WeCom counts, and blocks, by app. */
export class PastLookUps {
  /** @param appKey of corp and agent */
  constructor(
    private readonly app: Application,
    private readonly appKey: string,
  ) {}

  /** By hash. One statement. */
  async load(): Promise<Map<string, PastLookUp>> {
    const rows = (await model(this.app.db).findAll({
      where: { app: this.appKey },
      attributes: ['hash', 'wecomUserId', 'answered', 'askedAt'],
      raw: true,
    })) as unknown as {
      hash: string;
      wecomUserId: string | null;
      answered: boolean | number;
      askedAt: string | number;
    }[];
    return new Map(
      rows.map(({ hash, wecomUserId, answered, askedAt }) => [
        hash,
        { wecomUserId, isAnswered: Boolean(answered), askedAt: Number(askedAt) },
      ]),
    );
  }

  /** Before WeCom is asked: it counts, too, when the answer is lost or our process dies. */
  asking(hash: string): Promise<void> {
    return this.keep({ hash, wecomUserId: null, answered: false, askedAt: Date.now() });
  }

  answered(hash: string, wecomUserId: string | null): Promise<void> {
    return this.keep({ hash, wecomUserId, answered: true, askedAt: Date.now() });
  }

  private async keep(lookUp: object): Promise<void> {
    const row = { app: this.appKey, ...lookUp };
    await oneWriter(this.app, () =>
      model(this.app.db).bulkCreate([row] as never[], {
        updateOnDuplicate: ['wecomUserId', 'answered', 'askedAt'],
        conflictAttributes: ['app', 'hash'],
      }),
    );
  }
}

const model = (db: Database) => db.getModel<Model>(LOOK_UPS_COLLECTION);
