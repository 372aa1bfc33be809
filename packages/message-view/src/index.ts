export { MessageView, type MessageViewProps } from './message-view';
export { summarizeMessage } from './summarize-message';
export type { Locale } from './labels';
export type { CardPress, MenuAction, Theme } from './view-settings';
export type {
  AppMessage,
  Article,
  ButtonItem,
  CardAction,
  HorizontalContent,
  Jump,
  QuoteArea,
  TemplateCard,
} from './wire';
