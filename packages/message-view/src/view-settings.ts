import { createContext, useContext, type ReactNode } from 'react';
import { labels, type Labels } from './labels';

export type Theme = 'light' | 'dark';

/** One item of a card's "…" menu. */
export interface MenuAction {
  key: string;
  text: string;
}

/** A press on a button of a card, or on its submit button. */
export interface CardPress {
  key: string;
  /** Option ids that are chosen, by `question_key`. */
  selected: Readonly<Record<string, readonly string[]>>;
}

/** What every part of a message needs to draw itself. */
export interface ViewSettings {
  labels: Labels;
  renderText: (text: string) => ReactNode;
  mediaUrl?: ((mediaId: string) => string | undefined) | undefined;
  onOpenLink?: ((url: string) => void) | undefined;
  onMenuAction?: ((action: MenuAction) => void) | undefined;
  onCardPress?: ((press: CardPress) => void) | undefined;
}

const ViewSettingsContext = createContext<ViewSettings>({ labels: labels['zh-CN'], renderText: (text) => text });

export const ViewSettingsProvider = ViewSettingsContext.Provider;

export const useViewSettings = (): ViewSettings => useContext(ViewSettingsContext);
