import { useMemo, type ReactNode } from 'react';
import { MpNewsMessage } from './articles/mpnews-message';
import { NewsMessage } from './articles/news-message';
import { labels, type Locale } from './labels';
import { MarkdownMessage } from './markdown/markdown-message';
import { FileMessage, ImageMessage, VideoMessage, VoiceMessage } from './media/media-messages';
import { MiniprogramNoticeMessage } from './miniprogram/miniprogram-notice-message';
import { readText } from './read-wire';
import { TemplateCardMessage } from './template-card/template-card-message';
import { TextMessage } from './text/text-message';
import { TextCardMessage } from './textcard/textcard-message';
import { UnknownMessage } from './unknown-message';
import { useStyleSheet } from './use-style-sheet';
import { ViewSettingsProvider, type CardPress, type MenuAction, type Theme, type ViewSettings } from './view-settings';
import type { AppMessage } from './wire';

export interface MessageViewProps {
  /** The message part of the wire payload: `msgtype` and the body under the property of that name. Parts may be missing. */
  message: AppMessage;
  /** Language of the words around the message, such as the button 详情. Default `zh-CN`. */
  locale?: Locale | undefined;
  /** Default `light`. */
  theme?: Theme | undefined;
  /** Draws one text of the message; a form shows its workflow variables as chips with it. Default: the text itself. */
  renderText?: ((text: string) => ReactNode) | undefined;
  /** Where an uploaded file can be read (http or https). Without it, or undefined, a placeholder is drawn. */
  mediaUrl?: ((mediaId: string) => string | undefined) | undefined;
  /** Called with an http or https address instead of following it. Without it links open in a new tab. */
  onOpenLink?: ((url: string) => void) | undefined;
  /** Called when an item of a card's "…" menu is chosen. */
  onMenuAction?: ((action: MenuAction) => void) | undefined;
  /** Called when a button of a card is pressed. Without it cards are drawn as they look and cannot be answered. */
  onCardPress?: ((press: CardPress) => void) | undefined;
}

const asItIs = (text: string): ReactNode => text;

/** Draws one app message as the WeCom phone client draws it. Takes the width it is given; a card needs 240 px to look right. */
export function MessageView(props: MessageViewProps) {
  const { message, locale = 'zh-CN', theme = 'light', renderText = asItIs } = props;
  const { mediaUrl, onOpenLink, onMenuAction, onCardPress } = props;
  useStyleSheet();
  const words = labels[locale];
  const settings = useMemo<ViewSettings>(
    () => ({ labels: words, renderText, mediaUrl, onOpenLink, onMenuAction, onCardPress }),
    [words, renderText, mediaUrl, onOpenLink, onMenuAction, onCardPress],
  );
  const name = words.kinds[readText(message.msgtype)];
  return (
    <ViewSettingsProvider value={settings}>
      <article className={`owv owv-${theme}`} aria-label={name ?? words.notDrawn}>
        {draw(message)}
      </article>
    </ViewSettingsProvider>
  );
}

function draw(message: AppMessage): ReactNode {
  switch (message.msgtype) {
    case 'text':
      return <TextMessage content={message.text?.content} />;
    case 'textcard':
      return <TextCardMessage card={message.textcard ?? {}} />;
    case 'markdown':
      return <MarkdownMessage content={message.markdown?.content} />;
    case 'image':
      return <ImageMessage mediaId={message.image?.media_id} />;
    case 'voice':
      return <VoiceMessage mediaId={message.voice?.media_id} />;
    case 'video':
      return <VideoMessage video={message.video ?? {}} />;
    case 'file':
      return <FileMessage mediaId={message.file?.media_id} />;
    case 'news':
      return <NewsMessage articles={message.news?.articles} />;
    case 'mpnews':
      return <MpNewsMessage articles={message.mpnews?.articles} />;
    case 'miniprogram_notice':
      return <MiniprogramNoticeMessage notice={message.miniprogram_notice ?? {}} />;
    case 'template_card':
      return <TemplateCardMessage card={message.template_card ?? {}} />;
    default:
      return <UnknownMessage kind={message.msgtype} />;
  }
}
