// Browser-safe: nothing here imports node modules.

// Builders
export { text } from './text';
export { textCard } from './textcard';
export { markdown } from './markdown';
export { textNotice } from './template-card/text-notice';

// Checks
export { validateMessage } from './validate';
export { needsCallback } from './needs-callback';
export type { MessageIssue, MessageIssueCode, ValidateMessageOptions } from './validate';
export { compactMessage } from './compact';
export { measure } from './measure';

// Kinds as data
export { messageKinds, findMessageKind } from './kinds';
export type {
  AtLeastOne,
  ChoiceField,
  Condition,
  Field,
  GroupField,
  Limit,
  ListField,
  MessageKind,
  MessageKindName,
  TextField,
} from './fields';

// Bodies
export type { MessageBody, MessageType } from './message';
export type { TextBody } from './text';
export type { ImageBody } from './image';
export type { VoiceBody } from './voice';
export type { VideoBody } from './video';
export type { FileBody } from './file';
export type { TextCard, TextCardBody } from './textcard';
export type { NewsArticle, NewsBody } from './news';
export type { MpNewsArticle, MpNewsBody } from './mpnews';
export type { MarkdownBody } from './markdown';
export type { MiniprogramNoticeBody } from './miniprogram-notice';

// Template cards
export type { CardType, TemplateCard, TemplateCardBody } from './template-card/template-card';
export type { TextNoticeBody, TextNoticeCard } from './template-card/text-notice';
export type { CardImage, CardImageTextArea, NewsNoticeBody, NewsNoticeCard } from './template-card/news-notice';
export type {
  ButtonInteractionBody,
  ButtonInteractionCard,
  CardButton,
  CardButtonSelection,
} from './template-card/button-interaction';
export type { VoteInteractionBody, VoteInteractionCard } from './template-card/vote-interaction';
export type {
  CardSelect,
  MultipleInteractionBody,
  MultipleInteractionCard,
} from './template-card/multiple-interaction';
export type {
  CardAction,
  CardActionMenu,
  CardHorizontalContent,
  CardJump,
  CardLink,
  CardMainTitle,
  CardOption,
  CardQuoteArea,
  CardSource,
  CardSubmitButton,
  OpenMiniProgram,
  OpenNothing,
  OpenUrl,
} from './template-card/card-parts';
