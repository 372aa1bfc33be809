import { requiredText } from './fields';
import { cutField } from './limits';
import type { MessageCheck } from './message-kind';

/** Document 90236. */
export const checkText: MessageCheck = (content, { note }) => {
  requiredText(content, 'content', 44004);
  cutField(content, 'content', { bytes: 2048 }, note);
};
