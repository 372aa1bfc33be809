import { useInsertionEffect } from 'react';
import { styleSheet } from './style-sheet';

const ID = 'openwecom-message-view';

/** Puts the one style sheet of all messages into the page, once. Every rule in it begins with a class of ours. */
export function useStyleSheet(): void {
  useInsertionEffect(() => {
    if (document.getElementById(ID)) return;
    const element = document.createElement('style');
    element.id = ID;
    element.textContent = styleSheet;
    document.head.append(element);
  }, []);
}
