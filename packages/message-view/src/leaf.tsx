import { readText } from './read-wire';
import { useViewSettings } from './view-settings';

/** One text of the message, handed to `renderText`; line breaks are kept by the style around it. */
export function Leaf({ text }: { text: unknown }) {
  const { renderText } = useViewSettings();
  const content = readText(text);
  return content === '' ? null : <>{renderText(content)}</>;
}
