import type { JsonObject } from '../../protocol/json';
import { aspectRatio } from '../../notes';
import { Refusal, WrongJsonFormat } from '../../protocol/refusal';
import { checkCount, choice, groups, optionalGroup, optionalText, requiredLink, requiredText } from '../fields';
import type { MessageContext } from '../message-kind';
import {
  checkActionMenu,
  checkCardAction,
  checkHorizontalContents,
  checkJumps,
  checkQuoteArea,
  checkSource,
  checkTarget,
  requireMainTitle,
} from './blocks';
import type { CardCheck } from './card-check';

export const checkNewsNotice: CardCheck = (card, context) => {
  checkSource(card);
  const hasMenu = checkActionMenu(card);
  requireMainTitle(card);
  checkQuoteArea(card);
  checkPictures(card, context);
  const contents = groups(card, 'vertical_content_list');
  checkCount('vertical_content_list', contents.length, 0, 4, 42036);
  for (const content of contents) {
    requiredText(content, 'title', 42033);
    optionalText(content, 'desc');
  }
  checkHorizontalContents(card, context);
  checkJumps(card);
  checkCardAction(card, true);
  return hasMenu;
};

function checkPictures(card: JsonObject, { note }: MessageContext): void {
  const image = optionalGroup(card, 'card_image');
  const imageText = optionalGroup(card, 'image_text_area');
  if (!image && !imageText) throw new Refusal(42044, 'neither "card_image" nor "image_text_area" is there');
  if (image) {
    requiredLink(image, 'url', 42044);
    const ratio = image.aspect_ratio ?? 1.3;
    if (typeof ratio !== 'number') throw new WrongJsonFormat('"card_image.aspect_ratio" is not a number');
    if (ratio < 1.3 || ratio >= 2.25) note(aspectRatio());
  }
  if (imageText) {
    requiredLink(imageText, 'image_url', 42044);
    optionalText(imageText, 'title');
    optionalText(imageText, 'desc');
    checkTarget(imageText, choice(imageText, 'type', [0, 1, 2], 0, 40058));
  }
}
