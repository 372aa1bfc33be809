import { Refusal } from '../protocol/refusal';
import { optionalText, requiredText } from './fields';
import { cutField } from './limits';
import type { MessageCheck } from './message-kind';

export const checkImage: MessageCheck = (content, { media }) => {
  media(requiredText(content, 'media_id', 40007), ['image']);
};

export const checkVoice: MessageCheck = (content, { media }) => {
  media(requiredText(content, 'media_id', 40007), ['voice']);
};

export const checkVideo: MessageCheck = (content, { media, note }) => {
  media(requiredText(content, 'media_id', 40007), ['video']);
  optionalText(content, 'title');
  optionalText(content, 'description');
  cutField(content, 'title', { bytes: 128 }, note);
  cutField(content, 'description', { bytes: 512 }, note);
};

const shareableAsSafe = /\.(txt|pdf|docx?|pptx?|xlsx?|xml|jpe?g|png|bmp|gif)$/i;

export const checkFile: MessageCheck = (content, { media, safe }) => {
  const file = media(requiredText(content, 'media_id', 40007), ['image', 'voice', 'video', 'file']);
  if (safe === 1 && !shareableAsSafe.test(file.fileName))
    throw new Refusal(40004, `a file named "${file.fileName}" cannot be sent with "safe": 1`);
};
