import { defineCollection } from '@nocobase/database';
import { CARD_REPLIES_COLLECTION } from '../../constants';

/** What members clicked on template cards. The task id leads to the delivery the card was sent with. */
export default defineCollection({
  name: CARD_REPLIES_COLLECTION,
  dataCategory: 'business',
  migrationRules: ['schema-only'],
  dumpRules: { group: 'log' },
  shared: true,
  timestamps: false,
  fields: [
    { name: 'id', type: 'bigInt', autoIncrement: true, primaryKey: true, allowNull: false },
    { name: 'taskId', type: 'string', length: 128, allowNull: false, index: true },
    { name: 'corpId', type: 'string', length: 64, allowNull: false },
    { name: 'agentId', type: 'string', length: 16 },
    /** The member's userid, lower-cased as in the links. */
    { name: 'member', type: 'string', length: 64, allowNull: false },
    /** `template_card_event` for a button or a submitted card, `template_card_menu_event` for the menu. */
    { name: 'event', type: 'string', length: 32, allowNull: false },
    /** Key of the button or of the menu entry. */
    { name: 'eventKey', type: 'text', allowNull: false },
    { name: 'cardType', type: 'string', length: 32 },
    /** Choices of vote and multiple-choice cards: `[{ QuestionKey, OptionIds }]`. */
    { name: 'selectedItems', type: 'json' },
    /** Updates the card once within 72 hours. Each click brings its own, by which it is told from a repeat. */
    { name: 'responseCode', type: 'string', allowNull: false, unique: true },
    /** When the member clicked, in milliseconds since 1970; WeCom tells seconds. */
    { name: 'repliedAt', type: 'bigInt', allowNull: false, index: true },
  ],
});
