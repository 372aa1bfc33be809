import { optionalText, requiredLink, requiredText } from './fields';
import { cutField } from './limits';
import type { MessageCheck } from './message-kind';

/** Document 90236. Pages disagree whether title and description are counted in characters or bytes: bytes are the stricter. */
export const checkTextCard: MessageCheck = (content, { note }) => {
  requiredText(content, 'title', 41016);
  requiredText(content, 'description', 41033);
  requiredLink(content, 'url', 40063);
  optionalText(content, 'btntxt');
  cutField(content, 'title', { bytes: 128 }, note);
  cutField(content, 'description', { bytes: 512 }, note);
  cutField(content, 'btntxt', { characters: 4 }, note);
};
