import { Refusal } from '../protocol/refusal';
import { checkBytes, checkCount, groups, optionalLink, optionalText, requiredLink, requiredText } from './fields';
import { cutField } from './limits';
import type { MessageCheck } from './message-kind';

/** Document 90236. */
export const checkNews: MessageCheck = (content, { note, safe }) => {
  if (safe !== 0) throw new Refusal(40074, 'a news message takes no "safe"');
  const articles = groups(content, 'articles');
  checkCount('articles', articles.length, 1, 8, 45008);
  for (const article of articles) {
    requiredText(article, 'title', 41016);
    optionalText(article, 'description');
    optionalLink(article, 'picurl');
    const appid = optionalText(article, 'appid');
    const pagepath = optionalText(article, 'pagepath');
    if ((appid === undefined) !== (pagepath === undefined))
      throw new Refusal(40063, 'an article has both "appid" and "pagepath", or neither');
    if (pagepath !== undefined) checkBytes('pagepath', pagepath, 128, 40035);
    if (appid === undefined) requiredLink(article, 'url', 40063);
    cutField(article, 'title', { bytes: 128 }, note);
    cutField(article, 'description', { bytes: 512 }, note);
  }
};

/** Document 90236. */
export const checkMpNews: MessageCheck = (content, { note, media }) => {
  const articles = groups(content, 'articles');
  checkCount('articles', articles.length, 1, 8, 45008);
  for (const article of articles) {
    requiredText(article, 'title', 41016);
    media(requiredText(article, 'thumb_media_id', 40007), ['image']);
    checkBytes('content', requiredText(article, 'content', 44004), 666 * 1024, 45002);
    checkBytes('author', optionalText(article, 'author') ?? '', 64, 45032);
    optionalText(article, 'content_source_url');
    optionalText(article, 'digest');
    cutField(article, 'title', { bytes: 128 }, note);
    cutField(article, 'digest', { bytes: 512 }, note);
  }
};
